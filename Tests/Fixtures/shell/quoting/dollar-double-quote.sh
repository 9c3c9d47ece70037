echo $"hello $HOME"
