"use client";
/** The incidents page: what is open, what was learned and is not done, the figures, and which rules are noise. */
import { useQuery } from "@tanstack/react-query";
import { Siren } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Button } from "@/components/ui/button";
import { Cell, Grid } from "@/components/ui/grid";
import { KeptLink } from "@/components/ui/kept-link";
import { incidentsQuery } from "@/lib/incidents/client";
import { ActionsPanel } from "./actions-panel";
import { DeclareDialog } from "./declare-dialog";
import { FigureTiles } from "./figure-tiles";
import { NoisePanel } from "./noise-panel";
import { OpenPanel } from "./open-panel";
import { PastPanel } from "./past-panel";

export function IncidentsPage() {
  const { ask, live } = useAsk();
  const [isDeclaring, setDeclaring] = useState(false);
  const reading = useQuery(incidentsQuery(ask, live));
  return (
    <PageFrame
      title="Incidents"
      lead="What is wrong, who works on it, and what was learned"
      acts={
        <>
          <KeptLink href="/drills" look="button">
            Drills
          </KeptLink>
          <Can permission="incidents:write">
            {(gate) => (
              <Button tone="primary" icon={Siren} onClick={() => setDeclaring(true)} {...gate}>
                Declare incident
              </Button>
            )}
          </Can>
        </>
      }
    >
      <OpenPanel reading={reading} />
      <FigureTiles view={reading.data} />
      <Grid>
        <Cell width={6}>
          <ActionsPanel reading={reading} />
        </Cell>
        <Cell width={6}>
          <NoisePanel reading={reading} />
        </Cell>
      </Grid>
      <PastPanel reading={reading} />
      {isDeclaring && <DeclareDialog project={ask.project} onClose={() => setDeclaring(false)} />}
    </PageFrame>
  );
}
