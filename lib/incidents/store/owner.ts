/** Whose something is: somebody of the project, or nobody. */
import { Fault } from "@/lib/core/fault";
import { peopleOf } from "@/lib/oncall/store/people";
import type { Transaction } from "@/lib/platform/db";

type Owner = { readonly ownerId: string | null; readonly ownerName: string | null };

/** Undefined: it stays. */
export async function ownerIn(
  tx: Transaction,
  projectId: number,
  id: string | null | undefined,
): Promise<Partial<Owner>> {
  if (id === undefined) return {};
  if (id === null) return { ownerId: null, ownerName: null };
  const person = (await peopleOf(tx, projectId)).find((one) => one.id === id && !one.isGone);
  if (!person) throw new Fault("invalid", "owner: is nobody of this project", { field: "owner" });
  return { ownerId: person.id, ownerName: person.name };
}
