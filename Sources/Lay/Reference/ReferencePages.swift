internal import LayRuntime

/// The pages of `docs/reference`: one for each type and module, one for what every script sees, and
/// the list of them all.
struct ReferencePages {
    let vm: VM

    /// The pages by file name, the list first.
    var pages: [(name: String, text: String)] {
        let members = vm.members
        let types = vm.documentedTypes.filter { !vm.members(of: $0).isEmpty }
        let modules = vm.documentedModules
        var result: [(name: String, text: String)] = [
            (
                "functions.md",
                page(
                    "Functions and values", vm.globalsSentence,
                    members.filter { $0.owner == nil && $0.kind != .constructor })
            )
        ]
        for type in types {
            result.append(
                (
                    Self.file(type.name),
                    page(
                        type.name, type.documentation, vm.members(of: type),
                        operators: type.operators)
                ))
        }
        for module in modules {
            result.append(
                (
                    Self.file(module.name),
                    page(
                        "\(module.name) (module)", module.sentence,
                        members.filter { $0.owner == module.name })
                ))
        }
        let rows =
            types.map { "| [\($0.name)](\(Self.file($0.name))) | \($0.documentation ?? "") |" }
            + modules.map { "| [import \($0.name)](\(Self.file($0.name))) | \($0.sentence) |" }
        let list = """
            \(Self.mark)
            # Reference

            What the language offers: one page for each type and module.
            [Functions and values](functions.md) are what every script sees. The same texts are shown by
            `help(image)`, `help(image.run)` and `lay doc image.run`; the language itself is described in
            [language.md](../language.md).

            | | |
            | --- | --- |
            \(rows.joined(separator: "\n"))

            """
        return [("README.md", list)] + result
    }

    private static let mark =
        "<!-- Written by `lay doc --markdown docs/reference` from the table of members; a test keeps it current. -->"

    private static func file(_ name: String) -> String {
        name.map { $0 == " " ? "_" : String($0) }.joined() + ".md"
    }

    private func page(
        _ title: String, _ sentence: String?, _ members: [Member],
        operators: [(form: String, sentence: String)] = []
    ) -> String {
        var parts = ["\(Self.mark)\n# \(title)"]
        if let sentence { parts.append(sentence) }
        if !operators.isEmpty {
            let rows = operators.map { "| `\(Self.escaped($0.form))` | \($0.sentence) |" }
            parts.append("| | |\n| --- | --- |\n" + rows.joined(separator: "\n"))
        }
        let groups: [(String, Member.Kind)] = [
            ("Made by", .constructor), ("Functions of the type", .typeFunction),
            ("Values", .value), ("Functions", .function), ("Properties", .property),
            ("Methods", .method),
        ]
        for (title, kind) in groups {
            let found = members.filter { $0.kind == kind }
            if found.isEmpty { continue }
            parts.append("## \(title)")
            parts += found.map(section)
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func section(_ member: Member) -> String {
        guard let description = member.description else { return "### \(member.fullName)" }
        var parts = ["### \(member.name)"]
        let owner = member.kind == .typeFunction ? (member.owner ?? "") + "." : ""
        let result = description.result.text == "nil" ? "" : " -> \(description.result)"
        switch member.kind {
        case .property, .value: parts.append("```text\n\(member.name): \(description.result)\n```")
        default: parts.append("```text\n\(VM.wrapped(owner + member.signature))\(result)\n```")
        }
        parts.append(description.sentence)
        if !description.parameters.isEmpty {
            let rows = description.parameters.map { parameter in
                "| `\(parameter.name)` | `\(Self.escaped(parameter.type.text))` | "
                    + "\(Self.escaped(parameter.meaning)) | "
                    + (parameter.standard.map { "`\(Self.escaped($0))`" } ?? "") + " |"
            }
            parts.append(
                "| parameter | type | what it is | left out |\n| --- | --- | --- | --- |\n"
                    + rows.joined(separator: "\n"))
        }
        if !description.example.isEmpty { parts.append("```lay\n\(description.example)\n```") }
        return parts.joined(separator: "\n\n")
    }

    /// A text in a cell of a table.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

extension Engine {
    /// What `help` says of a type, a module or a member: `image`, `image.run`, `run`.
    ///
    /// - Throws: `ScriptError` of kind `NameError` for a name that nothing has.
    public func help(on name: String) throws(ScriptError) -> String {
        do throws(LayError) {
            return try vm.help(named: name)
        } catch {
            throw ScriptError(error)
        }
    }

    /// What there is, by topic.
    public var overview: String { vm.overview }

    /// The pages of the reference in Markdown, by file name.
    public var referencePages: [(name: String, text: String)] { ReferencePages(vm: vm).pages }
}
