ln -s nowhere dangling; touch f; echo *; echo dang*; echo dangling/*
