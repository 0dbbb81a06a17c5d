/** Names the plan that a form edits, in the form's address. */
export const editedPlan = 'plan';
