/** POST /ofrep/v1/evaluate/flags/{key}: one flag for one context. The web process answers it before Next, with the same evaluation. */
import { evaluationDoor } from "@/lib/flags/store/door";

export const POST = evaluationDoor();
