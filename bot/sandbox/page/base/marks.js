// What people's tests find an element by, and what keeps its node the same from one drawing to the next.

export function marks(block, one) {
  const key = one.action_id && `${block.block_id}/${one.action_id}`;
  return { "data-block-id": block.block_id, "data-action-id": one.action_id, key };
}
