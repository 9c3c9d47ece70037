extension Command.CommandLine {
    /// The heredoc that is the whole command: in `RUN <<EOF` the text is the script.
    public var script: Dockerfile.Heredoc? {
        guard isShell, let text = words.first, let heredoc = heredocs.first,
            HeredocMark.mark(text) != nil
        else { return nil }
        return heredoc
    }

    /// The text for the shell: the script that stands alone, or the command with its heredocs
    /// behind it; `nil` for the JSON form.
    public var shellText: String? {
        guard isShell else { return nil }
        if let script { return script.content }
        return heredocs.reduce(words.first ?? "") { $0 + "\n" + $1.written + $1.name }
    }
}
