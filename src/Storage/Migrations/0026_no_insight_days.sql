-- owner: Insights
-- Reports count the facts themselves: nobody reads the days that a consumer of the journal kept beside them.
DROP TABLE insight_days;
DELETE FROM cursors WHERE consumer = 'insights';
