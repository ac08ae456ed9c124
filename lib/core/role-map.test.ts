/** How claims become roles. */
import { expect, test } from "vitest";
import { claimed, parseRoleMap } from "./role-map";

const rules = parseRoleMap("sre=default:operator, platform=*:admin,staff=default:viewer") ?? [];

test("the best of several roles counts", () => {
  expect(claimed(rules, ["sre", "staff"]).roleIn("default")).toBe("operator");
  expect(claimed(rules, ["staff", "platform"]).roleIn("default")).toBe("admin");
  expect(claimed(rules, ["platform"]).roleIn("another")).toBe("admin");
});

test("a project that rules are about gives nothing to those without the claim", () => {
  expect(claimed(rules, []).roleIn("default")).toBeNull();
  expect(claimed(rules, ["SRE"]).roleIn("default")).toBeNull();
  expect(claimed(rules, ["sre"]).roleIn("another")).toBeNull();
});

test("a project that no rule is about is left alone", () => {
  const one = parseRoleMap("sre=default:operator") ?? [];
  expect(claimed(one, ["sre"]).roleIn("another")).toBeUndefined();
});

test("ownership comes and goes with its claim, and is left alone without a rule", () => {
  const owners = parseRoleMap("owners=owner") ?? [];
  expect(claimed(owners, ["owners"]).isOwner).toBe(true);
  expect(claimed(owners, ["others"]).isOwner).toBe(false);
  expect(claimed(owners, ["owners"]).roleIn("default")).toBeUndefined();
  expect(claimed(rules, ["owners"]).isOwner).toBeNull();
});

test("a claim's value may hold commas, colons and equals signs", () => {
  const [rule] = parseRoleMap("CN=ops%2COU=de:1=default:admin") ?? [];
  expect(rule).toEqual({
    value: "CN=ops,OU=de:1",
    isOwner: false,
    project: "default",
    role: "admin",
  });
});

test.each(["", ",", "sre", "=owner", "sre=", "sre=default", "sre=default:king", "sre=A B:viewer"])(
  "%j is not a role map",
  (text) => expect(parseRoleMap(text)).toBeNull(),
);

test("one bad part makes the whole bad: nobody gets half of what was meant", () => {
  expect(parseRoleMap("sre=default:operator,owners=king,x=%:y")).toBeNull();
});
