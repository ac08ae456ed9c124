/** A test that makes the product complain on the console has found something. */
import { afterEach, beforeEach, expect } from "vitest";

const say = console.error;
let complaints: unknown[][] = [];

// Not a spy: a test may restore all spies and would restore this one too.
beforeEach(() => {
  complaints = [];
  console.error = (...words: unknown[]) => {
    complaints.push(words);
    say(...words);
  };
});

afterEach(() => {
  console.error = say;
  expect(complaints, "console.error was called").toEqual([]);
});
