/** Whether what stands now is to be kept under a name. */
export const viewDialog = $state({ open: false });
