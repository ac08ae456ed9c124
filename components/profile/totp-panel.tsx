"use client";
/** Two-factor sign-in: whether it is on, and the ways to change that. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { startTotp } from "@/lib/profile/client";
import type { ProfileView } from "@/lib/profile/schema";
import { NewCodesDialog } from "./new-codes-dialog";
import { TotpOffDialog } from "./totp-off-dialog";
import { TotpSetupDialog } from "./totp-setup-dialog";

/** Fewer than these, and it is time for new ones. */
const FEW_CODES = 3;

export function TotpPanel({ reading }: { reading: Reading<ProfileView> }) {
  const cache = useQueryClient();
  const start = useMutation({ mutationFn: startTotp });
  return (
    <>
      <Panel
        title="Two-factor sign-in"
        question="Is your password enough for somebody else to sign in as you?"
        reading={reading}
        figure={({ totp }) => (totp.enabledAt === null ? "Off" : "On")}
        height="fit"
      >
        {(profile) =>
          profile.totp.enabledAt === null ? (
            <Off isBusy={start.isPending} error={start.error} onStart={() => start.mutate()} />
          ) : (
            <On profile={profile} />
          )
        }
      </Panel>
      {/* Not within what is read: reading again must not take the recovery codes off the screen. */}
      {start.data && (
        <TotpSetupDialog
          start={start.data}
          onClose={() => {
            start.reset();
            void cache.invalidateQueries({ queryKey: ["profile"] });
          }}
        />
      )}
    </>
  );
}

type OffProps = { isBusy: boolean; error: Error | null; onStart: () => void };

function Off({ isBusy, error, onStart }: OffProps) {
  return (
    <div className="flex flex-col items-start gap-3 text-13 text-secondary">
      <p>
        With an authenticator app on your phone, sign-in asks for a code that changes every 30
        seconds. A stolen password alone is then worth nothing.
      </p>
      {error && <Notice tone="critical">{error.message}.</Notice>}
      <Button tone="primary" isBusy={isBusy} onClick={onStart}>
        Set up two-factor sign-in
      </Button>
    </div>
  );
}

function On({ profile }: { profile: ProfileView }) {
  const { enabledAt, recoveryCodesLeft } = profile.totp;
  const [open, setOpen] = useState<"codes" | "off" | null>(null);
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 text-13 text-secondary">
      <div className="flex flex-col gap-1">
        <p>
          On since {enabledAt !== null && <Instant at={enabledAt} style="exact" />}: sign-in asks
          for a code of your authenticator.
        </p>
        <Badge tone={recoveryCodesLeft < FEW_CODES ? "warning" : "ok"} bare wraps>
          {recoveryCodesLeft === 1
            ? "One recovery code is left"
            : `${recoveryCodesLeft} recovery codes are left`}
        </Badge>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen("codes")}>New recovery codes</Button>
        <Button tone="critical" onClick={() => setOpen("off")}>
          Switch off
        </Button>
      </div>
      {open === "codes" && <NewCodesDialog onClose={close} />}
      {open === "off" && <TotpOffDialog hasPassword={profile.hasPassword} onClose={close} />}
    </div>
  );
}
