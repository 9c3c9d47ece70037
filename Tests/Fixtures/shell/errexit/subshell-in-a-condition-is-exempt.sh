set -e
(false; echo on) || echo no
if (false; echo on2); then echo yes; fi
echo end
