"use client";
/** A person's own account: name, password, two-factor sign-in, and where they are signed in. */
import { useQuery } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Cell, Grid } from "@/components/ui/grid";
import { Panel } from "@/components/ui/panel";
import { profileQuery, sessionsQuery } from "@/lib/profile/client";
import { NameForm } from "./name-form";
import { PasswordForm } from "./password-form";
import { SessionsPanel } from "./sessions-panel";
import { TotpPanel } from "./totp-panel";

export function ProfilePage() {
  const profile = useQuery(profileQuery());
  const sessions = useQuery(sessionsQuery());
  return (
    <Grid>
      <Cell width={6}>
        <Panel
          title="You"
          question="Under which name do others see what you do here?"
          reading={profile}
          height="fit"
        >
          {(data) => <NameForm profile={data} />}
        </Panel>
      </Cell>
      <Cell width={6}>
        <Panel
          title="Password"
          question="What do you sign in with? A new one ends your sessions everywhere else."
          reading={profile}
          height="fit"
        >
          {({ hasPassword, email }) =>
            hasPassword ? (
              <PasswordForm email={email} />
            ) : (
              <Notice tone="info">
                You have no password here: you sign in with your provider.
              </Notice>
            )
          }
        </Panel>
      </Cell>
      <Cell width={12}>
        <TotpPanel reading={profile} />
      </Cell>
      <Cell width={12}>
        <SessionsPanel reading={sessions} />
      </Cell>
    </Grid>
  );
}
