internal import LayArchive
public import LayImages

extension Dockerfile {
    /// A Dockerfile that says what the history of an image tells.
    ///
    /// What a COPY or an ADD took its files from is not in an image, so that such a line can be read
    /// and not built; of what was done to files without an instruction there is a comment.
    ///
    /// - Parameter base: the image that it was made on, whose lines are left out; `nil` to begin with
    ///   nothing.
    /// - Complexity: O(*n*) in the history.
    public static func text(ofHistory image: Image, base: (name: String, image: Image)? = nil)
        -> String
    {
        let known = base?.image.config.history.count ?? 0
        var lines = ["FROM \(base?.name ?? "scratch")"]
        let shell = image.config.shell.joined(separator: " ")
        for entry in image.config.history.dropFirst(known) {
            let text = entry["created_by"]?.string ?? ""
            if let line = instruction(text, shell: shell) { lines.append(line) }
        }
        for trigger in image.config[parameter: "OnBuild"]?.strings ?? [] {
            lines.append("ONBUILD \(trigger)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The instruction that a line of history was written for; `nil` for none.
    private static func instruction(_ text: String, shell: String) -> String? {
        var line = text[...]
        for suffix in [" # buildkit", " # lay"] where line.hasSuffix(suffix) {
            line = line.dropLast(suffix.count)
        }
        // The builder before BuildKit wrote instructions as comments of a shell.
        if let range = line.range(after: "/bin/sh -c #(nop) ") {
            line = line[range].drop { $0 == " " }
            return plain(String(line))
        }
        if line.hasPrefix("/bin/sh -c ") { return "RUN " + line.dropFirst("/bin/sh -c ".count) }
        if line.hasPrefix("RUN ") {
            var command = line.dropFirst(4)
            if command.hasPrefix("|") { command = withoutArguments(command) }
            for prefix in ["\(shell) ", "/bin/sh -c "] where command.hasPrefix(prefix) {
                let script = command.dropFirst(prefix.count)
                return script.contains("\n") ? "RUN <<EOF\n\(script)\nEOF" : "RUN \(script)"
            }
            return "RUN \(command)"
        }
        return plain(String(line))
    }

    /// An instruction whose lists stand in brackets as Go prints them.
    private static func plain(_ line: String) -> String? {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        guard let word = parts.first else { return nil }
        let rest = parts.count > 1 ? parts[1] : ""
        switch word {
        case "CMD", "ENTRYPOINT", "SHELL":
            let list = rest.replacing("\" \"", with: "\", \"")
            return word == "SHELL" && !rest.contains("\"")
                ? "SHELL [" + words(rest).map { "\"\($0)\"" }.joined(separator: ", ") + "]"
                : "\(word) \(list)"
        case "EXPOSE", "VOLUME": return "\(word) \(words(rest).joined(separator: " "))"
        case "ENV", "LABEL", "COPY", "ADD", "WORKDIR", "USER", "ARG", "STOPSIGNAL", "ONBUILD",
            "MAINTAINER":
            return line
        case "HEALTHCHECK": return "# \(line)"
        default: return "# \(line.replacing("\n", with: " "))"
        }
    }

    /// The words of `[a b]` and of `map[a:{} b:{}]`.
    private static func words(_ text: String) -> [String] {
        var text = text[...]
        if text.hasPrefix("map[") { text = text.dropFirst(3) }
        return text.drop { $0 == "[" }.prefix { $0 != "]" }.split(separator: " ").map {
            $0.hasSuffix(":{}") ? String($0.dropLast(3)) : String($0)
        }
    }

    /// A command without the arguments before it: `|2 A=1 B=2 /bin/sh -c …`.
    private static func withoutArguments(_ command: Substring) -> Substring {
        let number = command.dropFirst().prefix { $0.isNumber }
        guard let count = Int(number), count < 10_000 else { return command }
        // Values may hold blanks: the shell begins where its path stands.
        if let range = command.range(after: " /bin/") {
            return command[command.index(range.lowerBound, offsetBy: -5)...]
        }
        let words = command.split(separator: " ", maxSplits: count + 1)
        return words.count > count + 1 ? words[count + 1] : command
    }
}

extension Substring {
    /// What follows the first place of a text.
    fileprivate func range(after text: String) -> Range<Index>? {
        var place = startIndex
        while place < endIndex {
            if self[place...].hasPrefix(text) {
                return index(place, offsetBy: text.count)..<endIndex
            }
            place = index(after: place)
        }
        return nil
    }
}
