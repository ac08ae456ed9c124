/** Reads of the documents that come with the release. */
import { Fault } from "@/lib/core/fault";
import { query } from "@/lib/platform/operation";
import { headingsOf } from "@/lib/runbooks/markdown/outline";
import { type Reading, readingOf } from "@/lib/runbooks/reading";
import { heldIn, shelfFor } from "@/lib/runbooks/store/kept";
import { type ShippedDocument, shippedDocuments } from "@/lib/runbooks/store/shipped";
import {
  type DocumentRow,
  type DocumentView,
  documentAskSchema,
  documentsAskSchema,
} from "./schema";

const placeOf = ({ folder, name }: ShippedDocument) => ({
  collection: "",
  path: `../${folder}/${name}.md`,
});

const rowOf = ({ name, folder }: ShippedDocument, { title }: Reading): DocumentRow => ({
  ...{ name, folder, title },
});

export const listDocuments = query({
  may: "runbooks:read",
  input: documentsAskSchema,
  run: async (): Promise<DocumentRow[]> =>
    shippedDocuments().map((one) => rowOf(one, readingOf(one.text, placeOf(one)))),
});

export const readDocument = query({
  may: "runbooks:read",
  input: documentAskSchema,
  run: async ({ db, project }, { name }): Promise<DocumentView> => {
    const one = shippedDocuments().find((other) => other.name === name);
    if (!one) throw new Fault("not-found", "There is no such document");
    const shelf = shelfFor(await heldIn(db, project.id));
    const reading = readingOf(one.text, placeOf(one), shelf);
    const { blocks } = reading;
    return { ...rowOf(one, reading), blocks, headings: headingsOf(blocks) };
  },
});
