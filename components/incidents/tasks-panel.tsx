"use client";
/** What is to be done: the checklist while it lasts, action items with owner and due date afterwards. */
import { UserPen } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { Button, IconButton } from "@/components/ui/button";
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
                <Task
                  key={task.id}
                  project={project}
                  id={id}
                  task={task}
                  people={people}
                  isReadOnly={!may}
                />
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

type People = IncidentDetail["people"];
type TaskProps = {
  project: string;
  id: string;
  task: TaskView;
  people: People;
  isReadOnly: boolean;
};

function Task({ project, id, task, people, isReadOnly }: TaskProps) {
  const [isOpen, setOpen] = useState(false);
  const act = useIncidentAct();
  const { title, owner, dueOn, isOverdue, done, revision } = task;
  const about = [owner?.name, dueOn && `due ${dueOn}`, done && `done by ${done.by}`];
  return (
    <li>
      <div className="flex items-start justify-between gap-2">
        <Checkbox
          label={title}
          hint={about.filter(Boolean).join(", ")}
          checked={done !== null}
          disabled={isReadOnly || act.isPending}
          onChange={(isDone) =>
            act.mutate(() => changeTask(project, id, task.id, { revision, isDone }))
          }
        />
        {!isReadOnly && (
          <IconButton
            size="s"
            icon={UserPen}
            label={`Owner and due date of: ${title}`}
            onClick={() => setOpen(!isOpen)}
          />
        )}
      </div>
      {isOpen && (
        <WhoAndWhen
          people={people}
          owner={owner?.id ?? ""}
          dueOn={dueOn ?? ""}
          isBusy={act.isPending}
          onOwner={(next) =>
            act.mutate(() => changeTask(project, id, task.id, { revision, owner: next || null }))
          }
          onDueOn={(next) =>
            act.mutate(() => changeTask(project, id, task.id, { revision, dueOn: next || null }))
          }
        />
      )}
      {isOverdue && (
        <Badge tone="warning" bare>
          Overdue
        </Badge>
      )}
      {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
    </li>
  );
}

type WhoAndWhenProps = {
  people: People;
  owner: string;
  dueOn: string;
  isBusy?: boolean;
  onOwner: (id: string) => void;
  onDueOn: (date: string) => void;
};

function WhoAndWhen({ people, owner, dueOn, isBusy = false, ...on }: WhoAndWhenProps) {
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label="Owner">
        <Select
          value={owner}
          onChange={on.onOwner}
          disabled={isBusy}
          options={[
            { value: "", label: "Nobody yet" },
            ...people.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      </Field>
      <Field label="Due">
        <TextInput type="date" value={dueOn} onChange={on.onDueOn} disabled={isBusy} />
      </Field>
    </div>
  );
}

type NewTaskProps = { project: string; id: string; kind: Kind; people: People };

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
        <WhoAndWhen
          people={people}
          owner={owner}
          dueOn={dueOn}
          onOwner={setOwner}
          onDueOn={setDueOn}
        />
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
