"use client";
/** Where the month will end for each member of a split. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAsk } from "@/components/shell/use-ask";
import { Select } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { capital } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import { DIM_WORDS, SPEND_DIMS, type SpendDim } from "@/lib/spend/dimension";
import { forecastByQuery } from "@/lib/spend/forecast/client";
import type { ForecastRow } from "@/lib/spend/forecast/schema";

const OPTIONS = SPEND_DIMS.map((value) => ({ value, label: `By ${DIM_WORDS[value]}` }));

const columnsFor = (by: SpendDim): readonly Column<ForecastRow>[] => [
  { key: "name", label: capital(DIM_WORDS[by]), value: ({ label }) => label },
  { key: "spent", label: "So far", value: ({ spent }) => spent, format: dollars, kind: "number" },
  {
    key: "expected",
    label: "By month's end",
    hint: "A dash: not enough history",
    value: ({ expected }) => expected,
    format: dollars,
    kind: "bar",
  },
  { key: "low", label: "80 %, from", value: ({ low }) => low, format: dollars, kind: "number" },
  { key: "high", label: "80 %, to", value: ({ high }) => high, format: dollars, kind: "number" },
];

export function ForecastByPanel() {
  const { ask } = useAsk();
  const [by, setBy] = useState<SpendDim>("agent");
  const reading = useQuery(forecastByQuery(ask.project, by));
  const columns = columnsFor(by);
  return (
    <Panel
      title="Who takes it there"
      question="Where will the month end for each? Each has its own forecast; they need not add up to the whole."
      reading={reading}
      isEmpty={({ rows }) => rows.length === 0}
      empty={{ title: "Nothing was spent yet" }}
      sheet={({ rows }) => sheetOf(columns, rows)}
      height={340}
      isFlush
      controls={
        <div className="w-44 max-w-full">
          <Select aria-label="Split the forecast" value={by} options={OPTIONS} onChange={setBy} />
        </div>
      }
    >
      {({ rows }) => (
        <Table
          id="ahead"
          label="Who takes it there"
          columns={columns}
          rows={rows}
          rowKey={({ name }) => name}
          order="-expected"
        />
      )}
    </Panel>
  );
}
