/** The one error class: an expected refusal, with a code every door can translate. */

export const FAULT_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  "not-found": 404,
  conflict: 409,
  /** Somebody else has to agree first; `detail.approval` names what they decide on. */
  "needs-approval": 409,
  "too-large": 413,
  "unsupported-type": 415,
  "rate-limited": 429,
  unavailable: 503,
} as const;

export type FaultCode = keyof typeof FAULT_STATUS;

/** `detail` is shown to the caller: `field`, `expected`, `retryAfterSeconds`; never a secret, never a stack. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly code: FaultCode;
  readonly detail: Readonly<Record<string, unknown>>;

  constructor(
    code: FaultCode,
    message: string,
    detail: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }
}
