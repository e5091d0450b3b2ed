-- owner: Programs
-- terms: the campaign as it is stated, with its window. starts_at and ends_at: when it begins and ends, or really did.
-- segment_id: whom it is for; the segment stands further right in the loop and is asked only when the campaign begins.
-- audience: how many advocates it had then.
CREATE TABLE campaigns (
    shop_id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    program_id bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'scheduled', 'running', 'ended', 'cancelled')),
    starts_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    segment_id bigint NULL,
    terms text NOT NULL,
    audience bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, campaign_id),
    FOREIGN KEY (shop_id, program_id) REFERENCES programs (shop_id, program_id)
);
CREATE INDEX campaigns_program ON campaigns (shop_id, program_id, starts_at) WHERE status IN ('running', 'ended');

-- Whom it was for when it began. A campaign for everybody has them too, and takes newcomers without a row.
CREATE TABLE campaign_members (
    shop_id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    PRIMARY KEY (shop_id, campaign_id, advocate_id),
    FOREIGN KEY (shop_id, campaign_id) REFERENCES campaigns (shop_id, campaign_id)
);
CREATE INDEX campaign_members_advocate ON campaign_members (shop_id, advocate_id);

-- Which campaign added to a reward, and what of the reward is that bonus: minor units or points, 0 once it is void. The bonus itself
-- stands in the specification. What it holds of the campaign's limits is a row 'campaign/<campaign>' of reward_limits.
ALTER TABLE rewards ADD COLUMN campaign_id bigint NULL;
ALTER TABLE rewards ADD COLUMN bonus_amount bigint NOT NULL DEFAULT 0;
CREATE INDEX rewards_campaign ON rewards (shop_id, campaign_id, reward_id) WHERE campaign_id IS NOT NULL;
