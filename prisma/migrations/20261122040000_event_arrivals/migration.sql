-- Rollouts ask which requests came late. Events lie in the order in which they came, so a few kilobytes find them.
CREATE INDEX event_received_at ON event USING brin (received_at) WITH (pages_per_range = 32);
