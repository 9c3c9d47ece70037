internal import LayBounds
internal import LayFiles

/// A shell at a prompt.
extension Shell {
    /// Runs what a person enters until the end of the input or `exit`.
    ///
    /// An error ends the command alone, and Ctrl-C what runs.
    func runPrompted(_ ask: (ShellPrompt) -> ShellPrompt.Answer) throws {
        var pending: [UInt8] = []
        var line = 1
        while leaving == .none {
            let isContinued = !pending.isEmpty
            let prompt = ShellPrompt(
                text: shown(try promptText(isContinued)), isContinued: isContinued,
                completions: { [self] word, isCommand in
                    completions(of: Array(word.utf8), isCommand: isCommand).map(shown)
                })
            switch ask(prompt) {
            case .interrupted:
                pending = []
                status = 130
                continue
            case .end:
                guard isContinued else { return try context.errors.write("exit\n") }
            case .line(let more):
                pending += more + [10]
                if isIncomplete(pending) { continue }
            }
            let text = pending
            pending = []
            if text.contains(where: { !ShellBytes.isSpace($0) }) {
                history.append(text.last == 10 ? text.dropLast() : text)
            }
            try runPrompted(text, line: line)
            line += text.count { $0 == 10 }
        }
    }

    private func runPrompted(_ text: [UInt8], line: Int) throws {
        do {
            try run(text: text, line: line, isTop: true)
        } catch let abort as ShellAbort {
            status = abort.status
        } catch let bound as BoundReached where bound == .cancelled {
            // Ctrl-C is for what runs, and not for the shell.
            session.scheduler.endOthers(2)
            _ = session.scheduler.takeFailure()
            status = 130
            try context.errors.write("\n")
        } catch is NestedTooDeeply {
            try context.errors.write("sh: the command nests too deeply\n")
            status = 2
        }
        (loops, tests) = (0, 0)
    }

    private func promptText(_ isContinued: Bool) throws -> [UInt8] {
        let known: ShellNames.Known = isContinued ? .ps2 : .ps1
        let standard: String
        switch (isContinued, dialect) {
        case (true, _): standard = "> "
        case (false, .dash): standard = context.uid == 0 ? "# " : "$ "
        case (false, .ash): standard = "\\w \\$ "
        case (false, .bash): standard = "\\s-\\v\\$ "
        }
        let text = try value(of: known.rawValue) ?? Array(standard.utf8)
        let kept = (status, substitutionStatus)
        defer { (status, substitutionStatus) = kept }
        return dialect == .dash ? try expand(text: text) : try PromptText(self).expanded(text)
    }

    // MARK: Completion

    /// What a word can become, in order.
    ///
    /// - Complexity: O(*n*) in the names of the directories that are looked into.
    func completions(of word: [UInt8], isCommand: Bool) -> [[UInt8]] {
        var found = Set<[UInt8]>()
        if isCommand, !word.contains(47) {
            let own =
                builtins.names.map { Array($0.utf8) } + functions.keys.map(names.text)
                + Array(aliases.keys)
            found.formUnion(own.filter { $0.starts(with: word) })
            for directory in context.searchPath {
                for item in (try? context.files.list(directory)) ?? [] {
                    if item.name.starts(with: word) { found.insert(Array(item.name)) }
                }
            }
        } else {
            let end = word.lastIndex(of: 47).map { $0 + 1 } ?? 0
            let head = Array(word[..<end])
            let directory = TreePath(
                head.isEmpty ? [46] : head, in: context.workingDirectory)
            for item in (try? context.files.list(directory)) ?? [] {
                guard item.name.starts(with: word[end...]),
                    end < word.count || item.name.first != 46
                else { continue }
                let path = directory.appending(name: item.name)
                let kind = (try? context.files.status(at: path, follow: true))?.kind ?? item.kind
                found.insert(head + Array(item.name) + (kind == .directory ? [47] : []))
            }
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Reads the file that an interactive shell begins with: bash `~/.bashrc`, others `$ENV`.
    func readStartFile() throws {
        let path: [UInt8]?
        if dialect.isBash {
            path = try value(of: ShellNames.Known.home.rawValue).map { $0 + Array("/.bashrc".utf8) }
        } else {
            path = try value(of: ShellNames.Known.env.rawValue).map { try expand(text: $0) }
        }
        guard let path, !path.isEmpty else { return }
        let place = TreePath(path, in: context.workingDirectory)
        guard
            case .file(let contents)? = try? context.files.entry(at: place, follow: true).node.body
        else { return }
        try runPrompted(try contents.bytes(), line: 1)
    }
}
