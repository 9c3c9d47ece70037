trap 'echo x' NOSIG; echo "status $?"; trap 'echo x' 999; echo "status $?"; echo end
