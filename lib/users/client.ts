/** How the browser asks about users: the only place its URL is spelled. */
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "@/lib/browser/http";
import { polling } from "@/lib/browser/live";
import type { Ask } from "@/lib/core/ask";
import type { UsersView } from "./schema";

export const usersQuery = (ask: Ask, live = true) =>
  queryOptions({
    queryKey: ["users", ask],
    queryFn: ({ signal }) => getJson<UsersView>("/api/v1/users", ask, signal),
    ...polling(ask, live),
  });
