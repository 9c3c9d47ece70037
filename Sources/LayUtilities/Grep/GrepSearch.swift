/// Searches files and directories, one after the other.
final class GrepSearch {
    let options: GrepOptions
    let settings: GrepSettings
    let host: any GrepHost
    let searcher: GrepSearcher
    let output: GrepOutput
    private let names: GrepFileNames
    private var hasFailed = false
    private var hasMatched = false
    /// Whether a group of lines has been printed, in whatever file.
    var hasGroup = false

    init(
        _ options: GrepOptions, _ settings: GrepSettings, _ host: any GrepHost,
        _ searcher: GrepSearcher, _ output: GrepOutput
    ) {
        self.options = options
        self.settings = settings
        self.host = host
        self.searcher = searcher
        self.output = output
        names = GrepFileNames(options)
        output.isLineBuffered = options.isLineBuffered
    }

    /// Searches everything; the status that grep ends with.
    ///
    /// - Throws: what the host throws.
    func run() throws -> UInt8 {
        var files = options.files
        let isRecursive = options.directories == .recurse
        if files.isEmpty { files = [[isRecursive ? UInt8(ascii: ".") : UInt8(ascii: "-")]] }
        let isBare = options.files.isEmpty && isRecursive
        let showsNames = options.showsNames ?? (files.count > 1)
        for file in files {
            try searchOperand(file, showsNames: showsNames, isBare: isBare)
            if options.isQuiet, hasMatched {
                try output.flush()
                return 0
            }
        }
        try output.flush()
        return hasFailed ? 2 : hasMatched ? 0 : 1
    }

    private func searchOperand(_ name: [UInt8], showsNames: Bool, isBare: Bool) throws {
        if name == [UInt8(ascii: "-")] {
            try searchFile(host.standardInput, options.label, showsNames: showsNames)
            return
        }
        let kind = try host.kind(name, followsLinks: true)
        if kind == .directory {
            switch options.directories {
            case .skip: return
            case .read: break
            case .recurse:
                if names.leavesOut(directory: name) { return }
                return try searchTree(name, isBare: isBare)
            }
        } else if names.leavesOut(file: name) || options.skipsDevices && kind == .other {
            return
        }
        try searchFile(named: name, showsNames: showsNames)
    }

    /// How deep directories are searched, as a guard against circles of links.
    private static var maximumDepth: Int { 4096 }

    /// Searches a directory, in the order in which it is listed, directories in their place.
    private func searchTree(_ root: [UInt8], isBare: Bool) throws {
        var waiting: [(path: [UInt8], depth: Int)] = [(root, 0)]
        var ancestors: [[UInt64]?] = []
        while let (path, depth) = waiting.popLast() {
            try host.step(16)
            ancestors.removeLast(max(0, ancestors.count - depth))
            let kind =
                depth == 0
                ? ToolFileKind.directory
                : try host.kind(path, followsLinks: options.followsLinks)
            guard kind == .directory else {
                // Links, and devices as well, are passed by below a directory.
                if kind == .regular || kind == nil || kind == .other && options.followsLinks {
                    try searchFile(named: path, showsNames: options.showsNames ?? true)
                }
                if options.isQuiet, hasMatched { return }
                continue
            }
            let identity = options.followsLinks ? try host.identity(path) : nil
            if depth > Self.maximumDepth || identity != nil && ancestors.contains(identity) {
                try warn(path, "recursive directory loop")
                continue
            }
            ancestors.append(identity)
            do {
                var inside: [([UInt8], Int)] = []
                for name in try host.list(path) {
                    let child = isBare && depth == 0 ? name : join(path, name)
                    let kind = try host.kind(child, followsLinks: options.followsLinks)
                    let isLeftOut =
                        kind == .directory
                        ? names.leavesOut(directory: name) : names.leavesOut(file: name)
                    if !isLeftOut { inside.append((child, depth + 1)) }
                }
                waiting += inside.reversed()
            } catch let error as ToolFileError {
                try complain(path, error.reason)
            }
        }
    }

    private func join(_ path: [UInt8], _ name: [UInt8]) -> [UInt8] {
        path.last == UInt8(ascii: "/") ? path + name : path + [UInt8(ascii: "/")] + name
    }

    private func searchFile(named name: [UInt8], showsNames: Bool) throws {
        let input: any ToolInput
        do {
            input = try host.openInput(name)
        } catch let error as ToolFileError {
            return try complain(name, error.reason)
        }
        try searchFile(input, name, showsNames: showsNames)
    }

    private func searchFile(_ input: any ToolInput, _ name: [UInt8], showsNames: Bool) throws {
        defer { input.close() }
        let scan = GrepScan(self, input, name, showsName: showsNames)
        do {
            try scan.run()
        } catch let error as ToolFileError {
            try complain(name, error.reason)
        }
        try finish(scan)
    }

    private func finish(_ scan: GrepScan) throws {
        let isSelected = scan.count > 0
        if isSelected { hasMatched = true }
        if options.isQuiet { return }
        switch options.listing {
        case .none:
            if options.counts {
                if scan.showsName {
                    try scan.printName()
                    try scan.printNameEnd(UInt8(ascii: ":"))
                }
                try output.write(scan.count, width: 0)
                try output.endLine(10)
            } else if scan.announcesBinary {
                try output.flush()
                try host.writeError(
                    Array("\(settings.name): ".utf8) + scan.name
                        + Array(": binary file matches\n".utf8))
            }
        case .matching, .missing:
            if isSelected == (options.listing == .matching) {
                try scan.printName()
                try output.endLine(options.endsNamesWithNUL ? 0 : 10)
            }
        }
    }

    private func warn(_ name: [UInt8], _ reason: String) throws {
        if options.suppressesErrors { return }
        try output.flush()
        try host.writeError(
            Array("\(settings.name): ".utf8) + name + Array(": warning: \(reason)\n".utf8))
    }

    private func complain(_ name: [UInt8], _ reason: [UInt8]) throws {
        hasFailed = true
        if options.suppressesErrors { return }
        try output.flush()
        try host.writeError(
            Array("\(settings.name): ".utf8) + name + Array(": ".utf8) + reason + [10])
    }
}
