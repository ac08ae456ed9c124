/** Refusals of the server arrive as Faults that can be shown. */
import { expect, test } from "vitest";
import { faultOf } from "./http";

test("a problem document keeps its code, its words and the field it is about", () => {
  const fault = faultOf(400, {
    type: "about:blank",
    status: 400,
    code: "invalid",
    title: "The name is taken",
    detail: "Choose another",
    field: "name",
  });
  expect(fault).toMatchObject({ code: "invalid", message: "The name is taken" });
  expect(fault.detail).toEqual({ detail: "Choose another", field: "name" });
});

// biome-ignore format: a table reads in columns
test.each([
  [404, undefined,                 "not-found",   "The server answered 404"],
  [502, "<html>Bad gateway</html>", "unavailable", "The server answered 502"],
  [418, { code: "teapot" },        "invalid",     "The server answered 418"],
])("an answer %d in no known form still becomes a Fault", (status, body, code, message) => {
  expect(faultOf(status, body)).toMatchObject({ code, message });
});
