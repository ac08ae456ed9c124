/** Reads of the documents that come with the release. */
import { Fault } from "@/lib/core/fault";
import type { ServedFile } from "@/lib/platform/http-file";
import { query } from "@/lib/platform/operation";
import { shippedPictures } from "@/lib/platform/pictures";
import { headingsOf } from "@/lib/runbooks/markdown/outline";
import { type Reading, readingOf } from "@/lib/runbooks/reading";
import { heldIn, shelfFor } from "@/lib/runbooks/store/kept";
import { type ShippedDocument, shippedDocuments } from "@/lib/runbooks/store/shipped";
import {
  type DocumentRow,
  type DocumentView,
  documentAskSchema,
  documentsAskSchema,
  pictureAskSchema,
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

/** Of no project: whoever is signed in may see what comes with the release. */
export const readPicture = query({
  may: "session",
  input: pictureAskSchema,
  run: async (_ctx, { path }): Promise<ServedFile> => {
    const picture = shippedPictures().get(path);
    if (!picture) throw new Fault("not-found", "There is no such picture");
    return { contentType: picture.contentType, bytes: await picture.read() };
  },
});
