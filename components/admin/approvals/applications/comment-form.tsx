'use client'
import { useQueryClient } from '@tanstack/react-query'
import { CommentBox } from '@/components/shared/applications/comment-box'
import { applicationQueueApi, queuedApplicationQuery } from '@/lib/queries/applications'

/** Says something to the applicant, who is told. */
export function CommentForm({ id }: { id: string }) {
  const client = useQueryClient()
  return (
    <CommentBox
      onSay={async (text) => client.setQueryData(queuedApplicationQuery(id).queryKey, await applicationQueueApi.comment(id, text))}
    />
  )
}
