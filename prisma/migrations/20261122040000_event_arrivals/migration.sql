-- Rollouts ask which requests came late. Events lie in the order in which they came, so a few kilobytes find them,
-- also among those that nothing has vacuumed yet.
CREATE INDEX event_received_at ON event USING brin (received_at) WITH (pages_per_range = 32, autosummarize = on);
