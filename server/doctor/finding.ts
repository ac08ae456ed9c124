/** What one look of the doctor found. */

/** `remedy` says what to do; it is absent when all is well. */
export type Finding = {
  readonly check: string;
  readonly state: "ok" | "warn" | "fail";
  readonly message: string;
  readonly remedy?: string;
};

export const ok = (check: string, message: string): Finding => ({ check, state: "ok", message });
export const warn = (check: string, message: string, remedy: string): Finding => ({
  check,
  state: "warn",
  message,
  remedy,
});
export const fail = (check: string, message: string, remedy: string): Finding => ({
  check,
  state: "fail",
  message,
  remedy,
});
