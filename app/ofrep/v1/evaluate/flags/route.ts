/** POST /ofrep/v1/evaluate/flags: every flag for one context. The web process answers it before Next, with the same evaluation. */
import { evaluationDoor } from "@/lib/flags/store/door";

export const POST = evaluationDoor();
