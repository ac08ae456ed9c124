"use client";
/** What is to be done: the checklist while it lasts, action items with owner and due date afterwards. */
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox, Field, Select, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { addTask, changeTask } from "@/lib/incidents/client";
import type { IncidentDetail, TaskView } from "@/lib/incidents/views";
import type { IncidentPartProps } from "./state-panel";
import { useIncidentAct } from "./use-incident-act";

type Kind = TaskView["kind"];

const WORDS = {
  checklist: { title: "Checklist", question: "What has to be done now?", verb: "Add step" },
  action: {
    title: "Action items",
    question: "What keeps it from happening again?",
    verb: "Add action item",
  },
} as const;

export function TasksPanel({ project, id, reading, kind }: IncidentPartProps & { kind: Kind }) {
  const { title, question } = WORDS[kind];
  const may = useMay("incidents:write") === true;
  return (
    <Panel
      title={title}
      question={question}
      reading={reading}
      figure={({ tasks }) => doneText(tasks.filter((task) => task.kind === kind))}
      height="fit"
    >
      {({ tasks, people }) => (
        <div className="flex flex-col gap-3">
          <ul className="flex flex-col">
            {tasks
              .filter((task) => task.kind === kind)
              .map((task) => (
                <Task key={task.id} project={project} id={id} task={task} isReadOnly={!may} />
              ))}
          </ul>
          {may && <NewTask project={project} id={id} kind={kind} people={people} />}
        </div>
      )}
    </Panel>
  );
}

const doneText = (tasks: readonly TaskView[]): string =>
  tasks.length === 0
    ? "none"
    : `${tasks.filter(({ done }) => done).length} of ${tasks.length} done`;

type TaskProps = { project: string; id: string; task: TaskView; isReadOnly: boolean };

function Task({ project, id, task, isReadOnly }: TaskProps) {
  const act = useIncidentAct();
  const { title, owner, dueOn, isOverdue, done, revision } = task;
  const about = [owner?.name, dueOn && `due ${dueOn}`, done && `done by ${done.by}`];
  return (
    <li>
      <Checkbox
        label={title}
        hint={about.filter(Boolean).join(", ")}
        checked={done !== null}
        disabled={isReadOnly || act.isPending}
        onChange={(isDone) =>
          act.mutate(() => changeTask(project, id, task.id, { revision, isDone }))
        }
      />
      {isOverdue && (
        <Badge tone="warning" bare>
          Overdue
        </Badge>
      )}
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
    </li>
  );
}

type NewTaskProps = { project: string; id: string; kind: Kind; people: IncidentDetail["people"] };

function NewTask({ project, id, kind, people }: NewTaskProps) {
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState("");
  const [dueOn, setDueOn] = useState("");
  const act = useIncidentAct();
  const { verb } = WORDS[kind];
  const add = () =>
    act.mutate(
      () =>
        addTask(project, id, {
          ...{ kind, title: title.trim(), owner: owner || null, dueOn: dueOn || null },
        }),
      { onSuccess: () => setTitle("") },
    );
  return (
    <form
      aria-label={verb}
      className="flex flex-col gap-2 border-line border-t pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== "") add();
      }}
    >
      <Field label="What is to be done">
        <TextInput value={title} onChange={setTitle} maxLength={300} />
      </Field>
      {kind === "action" && (
        <div className="grid grid-cols-2 gap-2">
          <Field label="Owner">
            <Select
              value={owner}
              onChange={setOwner}
              options={[
                { value: "", label: "Nobody yet" },
                ...people.map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
          </Field>
          <Field label="Due">
            <TextInput type="date" value={dueOn} onChange={setDueOn} />
          </Field>
        </div>
      )}
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
      <div className="flex justify-end">
        <Button type="submit" size="s" isBusy={act.isPending} disabled={title.trim() === ""}>
          {verb}
        </Button>
      </div>
    </form>
  );
}
