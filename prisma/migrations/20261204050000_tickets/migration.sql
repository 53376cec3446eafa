-- What users ask the operators for, and what is answered.
CREATE TABLE "tickets" (
    "id" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "link_id" TEXT,
    "assignee_id" INTEGER,
    "unread" BOOLEAN NOT NULL DEFAULT false,
    "rating" INTEGER,
    "rating_comment" TEXT,
    "message_count" INTEGER NOT NULL DEFAULT 0,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tickets_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "tickets_state_check" CHECK ("state" IN ('open', 'answered', 'waiting', 'closed')),
    CONSTRAINT "tickets_rating_check" CHECK ("rating" BETWEEN 1 AND 5)
);

CREATE TABLE "ticket_messages" (
    "id" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "author_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ticket_messages_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "ticket_messages_kind_check" CHECK ("kind" IN ('user', 'support', 'note'))
);

CREATE TABLE "ticket_attachments" (
    "file_id" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "ticket_attachments_pkey" PRIMARY KEY ("file_id")
);

CREATE TABLE "canned_replies" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "canned_replies_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "tickets_user_id_updated_at_id_idx" ON "tickets"("user_id", "updated_at" DESC, "id" DESC);
CREATE INDEX "tickets_state_since_id_idx" ON "tickets"("state", "since", "id");
CREATE INDEX "ticket_messages_ticket_id_created_at_id_idx" ON "ticket_messages"("ticket_id", "created_at", "id");
CREATE INDEX "ticket_attachments_message_id_idx" ON "ticket_attachments"("message_id");

ALTER TABLE "tickets" ADD CONSTRAINT "tickets_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "ticket_messages" ADD CONSTRAINT "ticket_messages_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "tickets"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ticket_messages" ADD CONSTRAINT "ticket_messages_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ticket_attachments" ADD CONSTRAINT "ticket_attachments_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "files"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "ticket_attachments" ADD CONSTRAINT "ticket_attachments_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "ticket_messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;
