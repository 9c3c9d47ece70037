/// Reads a program with the modules that it asks for.
final class JqLoader {
    private let account: JqAccount
    private let compiler: JqCompiler
    private let paths: [[UInt8]]
    private let origin: [UInt8]
    private let home: [UInt8]?
    /// What is to be told of mistakes.
    private(set) var reports: [[UInt8]] = []
    /// The functions of modules by their files.
    private var loaded: [[UInt8]: [JqDefinition]] = [:]
    private var depth = 0

    private typealias Name = (name: [UInt8], entry: JqScope.Entry)

    /// Where modules are looked for.
    static let standardPaths: [[UInt8]] = ["~/.jq", "$ORIGIN/../lib/jq", "$ORIGIN/lib"].map {
        Array($0.utf8)
    }
    /// Where jq itself lies.
    private static let programDirectory = Array("/usr/bin".utf8)
    /// Modules that ask for each other.
    private static let deepest = 32

    init(_ account: JqAccount, _ compiler: JqCompiler, _ options: JqOptions) {
        self.account = account
        self.compiler = compiler
        paths = options.libraries ?? Self.standardPaths
        var directory = [UInt8(ascii: ".")]
        if options.fromFile, let program = options.program,
            let slash = program.lastIndex(of: UInt8(ascii: "/"))
        {
            directory = slash == 0 ? [UInt8(ascii: "/")] : Array(program[..<slash])
        }
        origin = account.host.realPath(directory)
        home = account.host.environment.last { $0.name.elementsEqual("HOME".utf8) }?.value
    }

    /// The code of a program; what is wrong with it stands in the reports.
    ///
    /// - Throws: what the host throws.
    func compile(_ program: [UInt8]) throws -> JqCode? {
        var scope = try homeScope()
        let text = JqProgramText(name: Array("<top-level>".utf8), bytes: program)
        try account.admit(program.count &* 64)
        let (tree, mistakes) = JqParser.parse(text)
        reports += mistakes
        guard reports.isEmpty else { return nil }
        scope = try imports(tree, from: origin, scope)
        guard reports.isEmpty else { return nil }
        var whole = tree
        if whole.root == nil {
            whole.nodes.append(.identity)
            whole.root = whole.nodes.count - 1
        }
        let code = try compiler.compile(JqUnitText(whole, text), scope)
        reports += compiler.reports
        return code
    }

    /// What the file `~/.jq` defines.
    private func homeScope() throws -> JqScope? {
        guard let home else { return nil }
        do {
            let bytes = try JqFile.read(home + Array("/.jq".utf8), account).array
            return scope(
                of: names(of: try definitions(bytes, named: Array("<builtin>".utf8), from: home)))
        } catch is JqRefusal {
            return nil
        }
    }

    private func scope(of names: [Name], _ outer: JqScope? = nil) -> JqScope? {
        names.reduce(outer) { JqScope($1.name, $1.entry, $0) }
    }

    private func names(of definitions: [JqDefinition], alias: [UInt8]? = nil) -> [Name] {
        definitions.map { definition in
            var name = definition.node.name
            if let alias { name = alias + Array("::".utf8) + name }
            return (name, .function(definition))
        }
    }

    /// The functions that a module defines, each of which sees those before it.
    private func definitions(
        _ bytes: [UInt8], named name: [UInt8], from directory: [UInt8]
    ) throws -> [JqDefinition] {
        try account.admit(bytes.count &* 64)
        let text = JqProgramText(name: name, bytes: bytes)
        let (tree, mistakes) = JqParser.parse(text)
        reports += mistakes
        if tree.root != nil, mistakes.isEmpty {
            reports.append(
                Array(
                    ("jq: error: library should only have function definitions, not a main "
                        + "expression\n<unknown location>").utf8))
        }
        guard reports.isEmpty else { return [] }
        let source = JqUnitText(tree, text)
        var scope = try imports(tree, from: directory, nil)
        var definitions: [JqDefinition] = []
        for number in tree.definitions {
            let node = tree.functions[number]
            let definition = JqDefinition(source, node, level: -1, nil)
            scope = JqScope(node.name, .function(definition), scope)
            definition.scope = scope
            definitions.append(definition)
        }
        return definitions
    }

    // MARK: Modules

    private func imports(
        _ tree: JqTree, from directory: [UInt8], _ outer: JqScope?
    ) throws -> JqScope? {
        guard depth < Self.deepest else {
            reports.append(Array("jq: error: modules are nested too deeply\n".utf8))
            return outer
        }
        var found: [[Name]] = []
        depth += 1
        defer { depth -= 1 }
        for item in tree.imports where reports.isEmpty {
            guard let file = find(item, from: directory) else { continue }
            found.append(item.isData ? try data(item, file) : try code(item, file))
        }
        // What is imported first hides what is imported after it.
        return found.reversed().reduce(outer) { scope(of: $1, $0) }
    }

    private func code(_ item: JqImport, _ file: [UInt8]) throws -> [Name] {
        if let known = loaded[file] { return names(of: known, alias: item.alias) }
        do {
            let bytes = try JqFile.read(file, account).array
            let slash = file.lastIndex(of: UInt8(ascii: "/")) ?? 0
            let made = try definitions(bytes, named: file, from: Array(file[..<slash]))
            loaded[file] = made
            return names(of: made, alias: item.alias)
        } catch let refusal as JqRefusal {
            report(file, refusal)
            return []
        }
    }

    private func data(_ item: JqImport, _ file: [UInt8]) throws -> [Name] {
        var isRaw = false
        if case .object(let entries) = item.meta,
            let raw = entries.last(where: { $0.key.elementsEqual("raw".utf8) })?.value,
            case .yes = raw
        {
            isRaw = true
        }
        do {
            let value = try JqFile.load(file, isRaw: isRaw, account)
            let number = compiler.constant(value)
            let alias = item.alias ?? []
            return [alias, alias + Array("::".utf8) + alias].map { ($0, .constant(number)) }
        } catch let refusal as JqRefusal {
            report(file, refusal)
            return []
        }
    }

    private func report(_ file: [UInt8], _ refusal: JqRefusal) {
        reports.append(
            Array("jq: error loading data file ".utf8) + file
                + Array(": \(refusal.reason)\n".utf8))
    }

    /// The file of a module.
    private func find(_ item: JqImport, from directory: [UInt8]) -> [UInt8]? {
        let slash = UInt8(ascii: "/")
        let parts = item.path.split(separator: slash, omittingEmptySubsequences: false)
        let shown = String(decoding: item.path, as: UTF8.self)
        if parts.dropFirst().contains(where: { $0.elementsEqual("..".utf8) }) {
            reports.append(
                Array(
                    ("jq: error: Relative paths to modules may not traverse to parent directories "
                        + "(\(shown))\n").utf8))
            return nil
        }
        let end = Array((item.isData ? ".json" : ".jq").utf8)
        let last = parts.last.map(Array.init) ?? []
        for path in searchPaths(item, from: directory) {
            let start = path + [slash] + item.path
            for candidate in [
                start + end, start + Array("/jq/main".utf8) + end, start + [slash] + last + end,
            ] {
                let file = account.host.realPath(candidate)
                if account.host.exists(file) { return file }
            }
        }
        reports.append(Array("jq: error: module not found: \(shown)\n".utf8))
        return nil
    }

    private func searchPaths(_ item: JqImport, from directory: [UInt8]) -> [[UInt8]] {
        var search = [[UInt8(ascii: ".")]] + paths
        if case .object(let entries) = item.meta,
            let value = entries.last(where: { $0.key.elementsEqual("search".utf8) })?.value
        {
            switch value {
            case .text(let text): search = [text]
            case .array(let list):
                search = list.compactMap { if case .text(let text) = $0 { text } else { nil } }
            default: break
            }
        }
        return search.compactMap { path in
            if path.starts(with: "~/".utf8) { return home.map { $0 + path[1...] } }
            if path.starts(with: "$ORIGIN/".utf8) { return Self.programDirectory + path[7...] }
            if path.first == UInt8(ascii: "/") { return path }
            return directory + [UInt8(ascii: "/")] + path
        }
    }
}
