"use client";
/** Who is signed in, the theme, and the way out. */
import { CircleUserRound, LogOut, UserRoundCog } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { keepAsk } from "@/components/ui/ask-params";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuChoice, MenuDivider, MenuHeading, MenuItem } from "@/components/ui/menu";
import { type Theme, themeOf, writePref } from "@/lib/browser/prefs";
import { signOutHere } from "./sign-out";
import { useConsole } from "./use-console";
import { usePref } from "./use-pref";

const THEMES: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function PersonMenu() {
  const person = useConsole().data?.person;
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const theme = themeOf(usePref("theme"));
  return (
    <Menu
      label="You"
      trigger={<IconButton size="s" icon={CircleUserRound} label={person?.name ?? "You"} />}
    >
      {person && (
        <MenuHeading>
          <span className="block truncate font-medium text-13 text-primary">{person.name}</span>
          <span className="block truncate">{person.email}</span>
        </MenuHeading>
      )}
      <MenuDivider />
      <MenuChoice
        label="Theme"
        value={theme}
        options={THEMES}
        onChange={(next) => writePref("theme", next)}
      />
      <MenuDivider />
      <MenuItem
        icon={UserRoundCog}
        onSelect={() => router.push(keepAsk("/settings/profile", params))}
      >
        Your profile
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={signOutHere}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
