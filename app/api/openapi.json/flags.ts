/** The operations on flags and segments, in the order in which somebody meets them. */
import { drillFlag, restoreFlag, saveFlag, switchFlag } from "@/lib/flags/commands";
import { archiveFlag, graduateFlag } from "@/lib/flags/life/commands";
import { makeFlagLink, revokeFlagLink } from "@/lib/flags/links/commands";
import { readFlagLinks } from "@/lib/flags/links/queries";
import {
  exportFlags,
  previewFlag,
  readDrills,
  readFlag,
  readFlags,
  tryFlag,
} from "@/lib/flags/queries";
import { removeSegment, saveSegment } from "@/lib/flags/segments/commands";
import { readSegment, readSegments } from "@/lib/flags/segments/queries";
import type { Described } from "@/lib/platform/openapi";

const CHANGED = "Somebody changed it since it was read, or a rollout holds it.";

export const FLAG_OPERATIONS: readonly Described[] = [
  {
    at: "GET /api/v1/flag-states",
    operation: readFlags,
    summary: "List flags with how they stand, and which have done their work",
    answers: { 200: "Every flag of the project." },
  },
  {
    at: "GET /api/v1/flags",
    operation: exportFlags,
    summary: "Export flags and segments",
    answers: { 200: "A file that `wheelhouse flags import` takes." },
  },
  {
    at: "GET /api/v1/flags/{key}",
    operation: readFlag,
    summary: "Read a flag with its versions",
    answers: { 200: "The flag." },
  },
  {
    at: "POST /api/v1/flags",
    operation: saveFlag,
    summary: "Make or change a flag",
    says: "Weights become ranges of buckets that leave everybody in their arm whom the change need not move.",
    answers: { 200: "The version that it has now.", 409: CHANGED },
  },
  {
    at: "POST /api/v1/flag-previews",
    operation: previewFlag,
    summary: "See what a change of a flag would do",
    says: "Nothing is changed.",
    answers: { 200: "Who would move, and the difference.", 409: CHANGED },
  },
  {
    at: "POST /api/v1/flags/{key}/switch",
    operation: switchFlag,
    summary: "Switch a flag off or on in an environment",
    says: "Off, everybody gets the off variant: in every process and stream within a second.",
    answers: { 200: "How it stands now." },
  },
  {
    at: "POST /api/v1/flags/{key}/try",
    operation: tryFlag,
    summary: "See what a context would get, and why",
    says: "Nothing is counted or pinned.",
    answers: { 200: "The variant with every step to it." },
  },
  {
    at: "POST /api/v1/flags/{key}/restore",
    operation: restoreFlag,
    summary: "Make an older version the newest",
    answers: { 200: "The version that it has now.", 409: CHANGED },
  },
  {
    at: "POST /api/v1/flags/{key}/graduate",
    operation: graduateFlag,
    summary: "Give everybody one variant for good",
    says: "Archived by itself once no program asks for it any more.",
    answers: { 200: "How it stands now.", 409: CHANGED },
  },
  {
    at: "POST /api/v1/flags/{key}/archive",
    operation: archiveFlag,
    summary: "Archive a flag, or bring it back",
    answers: { 200: "How it stands now.", 409: CHANGED },
  },
  {
    at: "GET /api/v1/flags/{key}/drills",
    operation: readDrills,
    summary: "Read how fast the kill switch was felt",
    answers: { 200: "Drills and real presses, the newest first." },
  },
  {
    at: "POST /api/v1/flags/{key}/drills",
    operation: drillFlag,
    summary: "Drill the kill switch",
    says: "Switches nothing, and measures how soon each process, stream and polling client would know.",
    answers: { 201: "The drill." },
  },
  {
    at: "GET /api/v1/flags/{key}/links",
    operation: readFlagLinks,
    summary: "List emergency links",
    answers: { 200: "Without their secrets." },
  },
  {
    at: "POST /api/v1/flags/{key}/links",
    operation: makeFlagLink,
    summary: "Make a link that switches the flag off once, without a session",
    answers: { 201: "The link, told only now." },
  },
  {
    at: "POST /api/v1/flags/{key}/links/{id}/revoke",
    operation: revokeFlagLink,
    summary: "Take an emergency link back",
    answers: { 200: "It is of no use any more." },
  },
  {
    at: "GET /api/v1/segments",
    operation: readSegments,
    summary: "List segments with the rules that name them",
    answers: { 200: "Every segment of the project." },
  },
  {
    at: "GET /api/v1/segments/{key}",
    operation: readSegment,
    summary: "Read a segment",
    answers: { 200: "The segment." },
  },
  {
    at: "POST /api/v1/segments",
    operation: saveSegment,
    summary: "Make or change a segment",
    answers: { 200: "The segment as it is now.", 409: "Somebody changed it since it was read." },
  },
  {
    at: "DELETE /api/v1/segments/{key}",
    operation: removeSegment,
    summary: "Remove a segment",
    answers: { 200: "It is gone.", 409: "A rule names it." },
  },
];
