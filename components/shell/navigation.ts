/** The rail: which pages there are, in which order, by which keys. A page that is not built is not here. */
import {
  BellRing,
  BookOpen,
  Bot,
  CircleDollarSign,
  DatabaseZap,
  Gauge,
  type LucideIcon,
  OctagonAlert,
  PackageCheck,
  PhoneCall,
  Plug,
  Rocket,
  Server,
  Settings,
  Siren,
  Users,
} from "lucide-react";
import type { ProjectPermission } from "@/lib/core/roles";

export type NavRow = {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** The second key after `g`. */
  readonly key: string;
  /** Left out for those who lack it. */
  readonly permission?: ProjectPermission;
  /** Which path prefix marks the row as current, where it is not `href`. */
  readonly prefix?: string;
  /** Shows no telemetry: the top bar leaves environment, range and comparison out. */
  readonly isTimeless?: boolean;
  /** What is counted beside the label. */
  readonly count?: "alerts" | "incidents";
  /** On the bar at the bottom of a phone, instead of behind "More". */
  readonly isOnPhoneBar?: boolean;
};

export const NAVIGATION: readonly (readonly NavRow[])[] = [
  [
    { href: "/", label: "Overview", icon: Gauge, key: "o", isOnPhoneBar: true },
    { href: "/agents", label: "Agents", icon: Bot, key: "a" },
    { href: "/cache", label: "Cache", icon: DatabaseZap, key: "c" },
    { href: "/cost", label: "Cost", icon: CircleDollarSign, key: "t" },
    { href: "/errors", label: "Errors", icon: OctagonAlert, key: "e" },
    { href: "/infrastructure", label: "Infrastructure", icon: Server, key: "i" },
    { href: "/users", label: "Users", icon: Users, key: "u" },
  ],
  [
    {
      href: "/alerts",
      label: "Alerts",
      icon: BellRing,
      key: "l",
      permission: "alerts:read",
      count: "alerts",
      isOnPhoneBar: true,
    },
    {
      href: "/on-call",
      label: "On-call",
      icon: PhoneCall,
      key: "d",
      permission: "alerts:read",
      isTimeless: true,
    },
    {
      href: "/incidents",
      label: "Incidents",
      icon: Siren,
      key: "m",
      permission: "incidents:read",
      count: "incidents",
      isOnPhoneBar: true,
    },
    {
      href: "/runbooks",
      label: "Runbooks",
      icon: BookOpen,
      key: "b",
      permission: "runbooks:read",
      isTimeless: true,
      isOnPhoneBar: true,
    },
  ],
  [
    {
      href: "/rollouts",
      label: "Rollouts",
      icon: Rocket,
      key: "r",
      permission: "rollouts:read",
      isTimeless: true,
    },
    { href: "/deployments", label: "Deployments", icon: PackageCheck, key: "p" },
  ],
  [
    { href: "/connect", label: "Connect", icon: Plug, key: "n", isTimeless: true },
    {
      href: "/settings/project",
      label: "Settings",
      icon: Settings,
      key: "s",
      prefix: "/settings",
      isTimeless: true,
    },
  ],
];

export const isCurrent = ({ href, prefix = href }: NavRow, path: string): boolean =>
  path === href || (prefix !== "/" && path.startsWith(prefix));
