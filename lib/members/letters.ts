/** What is mailed to people about their accounts: plain text, so that nobody's name can be more than a name. */
import type { Role } from "@/lib/core/roles";

export type Letter = { readonly to: string; readonly subject: string; readonly text: string };

const letter = (to: string, subject: string, ...paragraphs: readonly string[]): Letter => ({
  to,
  subject,
  text: `${paragraphs.join("\n\n")}\n`,
});

/** No zone of the reader's is known here. */
const utc = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

type Place = { readonly project: string | null; readonly role: Role | "owner" };

const whatFor = ({ project, role }: Place): string =>
  project === null ? "to own this Wheelhouse" : `to ${project} as ${role}`;

type LinkLetter = {
  readonly to: string;
  readonly by: string;
  readonly url: string;
  readonly expiresAt: Date;
};

export const invitationLetter = ({
  to,
  by,
  url,
  expiresAt,
  ...place
}: LinkLetter & Place): Letter =>
  letter(
    to,
    place.project === null
      ? "Invitation to Wheelhouse"
      : `Invitation to ${place.project} on Wheelhouse`,
    `${by} invites you ${whatFor(place)}. Wheelhouse watches AI-agent systems in production.`,
    `Choose a password here:\n${url}`,
    `The link works once, until ${utc(expiresAt)}. If you do not know ${by}, do nothing.`,
  );

type AddedLetter = Place & {
  readonly to: string;
  readonly by: string;
  readonly url: string | null;
};

export const addedLetter = ({ to, by, url, ...place }: AddedLetter): Letter =>
  letter(
    to,
    place.project === null ? "You own this Wheelhouse now" : `You belong to ${place.project} now`,
    `${by} has added you ${whatFor(place)}. Your password stays as it is.`,
    ...(url === null ? [] : [url]),
  );

type ResetLetter = Omit<LinkLetter, "by"> & { readonly by: string | null };

/** `by` is null when it was asked for on the sign-in page. */
export const resetLetter = ({ to, by, url, expiresAt }: ResetLetter): Letter =>
  letter(
    to,
    "A new password for Wheelhouse",
    by === null
      ? "Somebody asked for a new password for this address on the sign-in page."
      : `${by} made a link with which you can choose a new password.`,
    `Choose it here:\n${url}`,
    `The link works once, until ${utc(expiresAt)}. If you did not want this, do nothing: your password stays as it is.`,
  );

export const passwordChangedLetter = (to: string): Letter =>
  letter(
    to,
    "Your password was changed",
    "A new password was set for your Wheelhouse account with a single-use link, and all sessions were ended.",
    "If that was not you, ask an owner of this Wheelhouse to disable your account at once.",
  );

export const codesOffLetter = (to: string, by: string, reason: string): Letter =>
  letter(
    to,
    "Your second factor was switched off",
    `${by} switched off the one-time codes of your Wheelhouse account. Reason: ${reason}`,
    "Set them up again under Settings, Profile. If you did not ask for this, tell another owner.",
  );
