# shells: ash bash
trap 'echo e' SIGTERM; trap - SIGTERM; trap 'echo x' usr1; kill -USR1 $$; trap - USR1; echo end
