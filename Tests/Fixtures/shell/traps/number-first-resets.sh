trap 'echo e' EXIT; trap 0; echo end
