internal import LayFiles
import LayShell

extension Utilities {
    static var updateAlternativesProgram: ShellProgram {
        ShellProgram("update-alternatives") { context in
            let run = AlternativesRun(context)
            do {
                return try run.perform()
            } catch let failure as UtilityFailure {
                try context.errors.write("update-alternatives: \(failure.message ?? "")\n")
                return failure.status
            }
        }
    }
}

/// A link with the files that it may lead to.
private struct Alternative {
    /// A file, and what goes along with it.
    struct Choice {
        var path: String
        var priority: Int
        var followers: [String]
    }

    var isAutomatic = true
    var link = ""
    /// The names and links that follow the choice.
    var followers: [(name: String, link: String)] = []
    var choices: [Choice] = []

    var best: Choice? {
        choices.reduce(nil) { best, choice in
            (best?.priority ?? Int.min) < choice.priority ? choice : best ?? choice
        }
    }

    /// Reads a file of /var/lib/dpkg/alternatives.
    init?(_ text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard let mode = lines.popFirst(), let link = lines.popFirst() else { return nil }
        isAutomatic = mode == "auto"
        self.link = String(link)
        while let name = lines.popFirst(), !name.isEmpty {
            followers.append((String(name), String(lines.popFirst() ?? "")))
        }
        while let path = lines.popFirst(), !path.isEmpty {
            let priority = Int(lines.popFirst() ?? "") ?? 0
            let files = followers.map { _ in String(lines.popFirst() ?? "") }
            choices.append(Choice(path: String(path), priority: priority, followers: files))
        }
    }

    init(link: String) { self.link = link }

    var text: String {
        var lines = [isAutomatic ? "auto" : "manual", link]
        for follower in followers { lines += [follower.name, follower.link] }
        lines.append("")
        for choice in choices { lines += [choice.path, "\(choice.priority)"] + choice.followers }
        return lines.joined(separator: "\n") + "\n\n"
    }
}

/// One call of update-alternatives.
private final class AlternativesRun {
    private let context: ProgramContext
    private var words: ArraySlice<String>
    private var links = TreePath("/etc/alternatives")
    private var records = TreePath("/var/lib/dpkg/alternatives")
    private var isQuiet = false
    private var isForced = false

    init(_ context: ProgramContext) {
        self.context = context
        words = context.arguments.dropFirst()
    }

    private func next() throws -> String {
        guard let word = words.popFirst() else {
            throw UtilityFailure("error: missing argument", status: 2)
        }
        return word
    }

    func perform() throws -> UInt8 {
        var action: [String] = []
        var followers: [(link: String, name: String, path: String)] = []
        while let word = words.popFirst() {
            switch word {
            case "--altdir": links = context.path(try next())
            case "--admindir": records = context.path(try next())
            case "--log", "--instdir", "--root": _ = try next()
            case "--quiet": isQuiet = true
            case "--force": isForced = true
            case "--verbose", "--skip-auto", "--debug": break
            case "--slave":
                followers.append((try next(), try next(), try next()))
            case "--install": action = [word, try next(), try next(), try next(), try next()]
            case "--set", "--remove": action = [word, try next(), try next()]
            case "--remove-all", "--auto", "--display", "--query", "--list", "--config":
                action = [word, try next()]
            case "--get-selections", "--all": action = [word]
            case "--help":
                try context.output.write("Usage: update-alternatives [<option> ...] <command>\n")
                return 0
            case "--version":
                try context.output.write("update-alternatives (built into Lay)\n")
                return 0
            default:
                throw UtilityFailure("error: unknown argument '\(word)'", status: 2)
            }
        }
        guard let command = action.first else {
            throw UtilityFailure(
                "need --display, --query, --list, --get-selections, --config, --set, "
                    + "--set-selections, --install, --remove, --all, --remove-all or --auto\n\n"
                    + "Use 'update-alternatives --help' for program usage information.", status: 2)
        }
        if command == "--install" { return try install(action, followers) }
        if command == "--get-selections" || command == "--all" { return try showAll() }
        let name = action[1]
        guard var alternative = read(name) else {
            if command == "--remove" || command == "--remove-all" { return 0 }
            throw UtilityFailure("error: no alternatives for \(name)", status: 2)
        }
        switch command {
        case "--set":
            guard alternative.choices.contains(where: { $0.path == action[2] }) else {
                throw UtilityFailure(
                    "error: alternative \(action[2]) for \(name) not registered; not setting",
                    status: 2)
            }
            alternative.isAutomatic = false
            try use(action[2], name, alternative)
        case "--auto":
            alternative.isAutomatic = true
            if let best = alternative.best { try use(best.path, name, alternative) }
        case "--remove":
            alternative.choices.removeAll { $0.path == action[2] }
            try removed(name, alternative)
        case "--remove-all":
            alternative.choices = []
            try removed(name, alternative)
        case "--list":
            for choice in alternative.choices { try context.output.write(choice.path + "\n") }
        default: try show(name, alternative, isQuery: command == "--query")
        }
        return 0
    }

    // MARK: Files

    private func read(_ name: String) -> Alternative? {
        let path = records.appending(name: name.utf8)
        guard let entry = try? context.files.entry(at: path, follow: true),
            case .file(let contents) = entry.node.body, let bytes = try? contents.bytes()
        else { return nil }
        return Alternative(String(decoding: bytes, as: UTF8.self))
    }

    private func write(_ name: String, _ alternative: Alternative) throws {
        try context.files.makeDirectory(records)
        try context.files.write(
            FileContents(alternative.text), to: records.appending(name: name.utf8),
            creating: FileAttributes(mode: 0o644))
    }

    private func target(_ path: TreePath) -> String? {
        (try? context.files.entry(at: path, follow: false))?.node.target.map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private func link(_ path: TreePath, to target: String) throws {
        if let known = try? context.files.entry(at: path, follow: false) {
            if known.node.kind != .symlink, !isForced {
                try context.errors.write(
                    "update-alternatives: warning: not replacing \(path) with a link\n")
                return
            }
            try context.files.unlink(path)
        }
        try context.files.makeParents(of: path)
        try context.files.make(
            FileNode(
                .symlink(target: Array(target.utf8)), attributes: FileAttributes(mode: 0o777),
                modified: context.files.now), at: path)
    }

    private func unlink(_ path: TreePath) {
        if target(path) != nil { try? context.files.unlink(path) }
    }

    /// Leads the links to a choice.
    private func use(_ path: String, _ name: String, _ alternative: Alternative) throws {
        let place = links.appending(name: name.utf8)
        if target(place) != path, !isQuiet {
            let mode = alternative.isAutomatic ? "auto" : "manual"
            try context.output.write(
                "update-alternatives: using \(path) to provide \(alternative.link) (\(name)) in \(mode) mode\n"
            )
        }
        try link(TreePath(alternative.link), to: "\(place)")
        try link(place, to: path)
        let choice = alternative.choices.first { $0.path == path }
        for (index, follower) in alternative.followers.enumerated() {
            let file =
                choice.flatMap { index < $0.followers.count ? $0.followers[index] : nil } ?? ""
            let own = links.appending(name: follower.name.utf8)
            if !file.isEmpty, (try? context.files.entry(at: TreePath(file), follow: true)) != nil {
                try link(TreePath(follower.link), to: "\(own)")
                try link(own, to: file)
            } else {
                unlink(TreePath(follower.link))
                unlink(own)
            }
        }
        try write(name, alternative)
    }

    private func removed(_ name: String, _ alternative: Alternative) throws {
        let place = links.appending(name: name.utf8)
        guard let best = alternative.best else {
            unlink(TreePath(alternative.link))
            unlink(place)
            for follower in alternative.followers {
                unlink(TreePath(follower.link))
                unlink(links.appending(name: follower.name.utf8))
            }
            try? context.files.unlink(records.appending(name: name.utf8))
            return
        }
        if alternative.choices.contains(where: { $0.path == target(place) }) {
            return try write(name, alternative)
        }
        var changed = alternative
        changed.isAutomatic = true
        try use(best.path, name, changed)
    }

    // MARK: Commands

    private func install(
        _ action: [String], _ followers: [(link: String, name: String, path: String)]
    ) throws -> UInt8 {
        let (linkPath, name, path) = (action[1], action[2], action[3])
        guard let priority = Int(action[4]) else {
            throw UtilityFailure("error: priority must be an integer", status: 2)
        }
        guard (try? context.files.entry(at: TreePath(path), follow: true)) != nil else {
            throw UtilityFailure("error: alternative path \(path) doesn't exist", status: 2)
        }
        var alternative = read(name) ?? Alternative(link: linkPath)
        alternative.link = linkPath
        for follower in followers
        where !alternative.followers.contains(where: { $0.name == follower.name }) {
            alternative.followers.append((follower.name, follower.link))
            for index in alternative.choices.indices {
                alternative.choices[index].followers.append("")
            }
        }
        let files = alternative.followers.map { known in
            followers.first { $0.name == known.name }?.path ?? ""
        }
        let choice = Alternative.Choice(path: path, priority: priority, followers: files)
        if let place = alternative.choices.firstIndex(where: { $0.path == path }) {
            alternative.choices[place] = choice
        } else {
            alternative.choices.append(choice)
            alternative.choices.sort { $0.path < $1.path }
        }
        if alternative.isAutomatic, let best = alternative.best {
            try use(best.path, name, alternative)
        } else {
            try write(name, alternative)
        }
        return 0
    }

    private func show(_ name: String, _ alternative: Alternative, isQuery: Bool) throws {
        let current = target(links.appending(name: name.utf8)) ?? "none"
        let best = alternative.best?.path ?? "none"
        let mode = alternative.isAutomatic ? "auto" : "manual"
        if isQuery {
            var text = "Name: \(name)\nLink: \(alternative.link)\n"
            if !alternative.followers.isEmpty {
                text += "Slaves:\n"
                for follower in alternative.followers {
                    text += " \(follower.name) \(follower.link)\n"
                }
            }
            text += "Status: \(mode)\nBest: \(best)\nValue: \(current)\n"
            for choice in alternative.choices {
                text += "\nAlternative: \(choice.path)\nPriority: \(choice.priority)\n"
                let files = zip(alternative.followers, choice.followers).filter { !$0.1.isEmpty }
                if !files.isEmpty {
                    text += "Slaves:\n" + files.map { " \($0.0.name) \($0.1)\n" }.joined()
                }
            }
            return try context.output.write(text)
        }
        var text =
            "\(name) - \(mode) mode\n  link best version is \(best)\n"
            + "  link currently points to \(current)\n  link \(name) is \(alternative.link)\n"
        for follower in alternative.followers {
            text += "  slave \(follower.name) is \(follower.link)\n"
        }
        for choice in alternative.choices {
            text += "\(choice.path) - priority \(choice.priority)\n"
            for (follower, file) in zip(alternative.followers, choice.followers) where !file.isEmpty
            {
                text += "  slave \(follower.name): \(file)\n"
            }
        }
        try context.output.write(text)
    }

    private func showAll() throws -> UInt8 {
        for item in (try? context.files.list(records)) ?? [] {
            let name = String(decoding: item.name, as: UTF8.self)
            guard let alternative = read(name) else { continue }
            func padded(_ text: String, _ width: Int) -> String {
                text + String(repeating: " ", count: max(0, width - text.utf8.count))
            }
            let current = target(links.appending(name: item.name)) ?? ""
            try context.output.write(
                padded(name, 30) + " " + padded(alternative.isAutomatic ? "auto" : "manual", 8)
                    + " \(current)\n")
        }
        return 0
    }
}
