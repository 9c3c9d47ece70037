extension Command.Copy {
    init(_ instruction: Dockerfile.Instruction) throws(Fault) {
        let name = instruction.name
        let words =
            instruction.json
            ?? Blank.words(Array(instruction.arguments.utf8)[...]).map { String(bytes: $0) }
        guard words.count >= 2, let target = words.last else { throw .noDestination(name) }
        let flags = try Self.flags(instruction)
        if HeredocMark.mark(target) != nil { throw .heredocDestination(name) }

        isAdd = name == "ADD"
        self.target = target
        var sources: [String] = []
        var heredocs: [Dockerfile.Heredoc] = []
        for word in words.dropLast() {
            guard let mark = HeredocMark.mark(word) else {
                sources.append(word)
                continue
            }
            // Of two texts of one name the last counts, for both.
            let text = instruction.heredocs.last { $0.name == mark.name }
            heredocs.append(
                Dockerfile.Heredoc(
                    mark, written: text?.written ?? "", lines: text?.lines ?? instruction.lines))
        }
        self.sources = sources
        self.heredocs = heredocs
        from = flags.text("from")
        chown = flags.text("chown")
        chmod = flags.text("chmod")
        isLink = flags.isOn("link") ?? false
        keepsParents = flags.isOn("parents") ?? false
        excludes = flags.texts("exclude")
        checksum = flags.text("checksum")
        keepsGitDirectory = flags.isOn("keep-git-dir") ?? false
        unpacks = flags.isOn("unpack")
    }

    private static func flags(_ instruction: Dockerfile.Instruction) throws(Fault) -> Flags {
        if instruction.name == "ADD" {
            return try Flags(
                instruction.flags,
                [
                    ("chown", .text), ("chmod", .text), ("link", .boolean),
                    ("keep-git-dir", .boolean), ("checksum", .text), ("unpack", .boolean),
                    ("exclude", .texts),
                ])
        }
        return try Flags(
            instruction.flags,
            [
                ("chown", .text), ("from", .text), ("chmod", .text), ("link", .boolean),
                ("exclude", .texts),
            ],
            hidden: [("parents", .boolean)])
    }
}
