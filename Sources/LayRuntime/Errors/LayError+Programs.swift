internal import LayBounds
internal import LaySyntax

/// What is wrong with a program that can be read, found before it runs.
extension LayError {
    static var selfOutsideMethod: LayError {
        LayError(.syntaxError, "'self' stands only in methods")
    }

    static var returnOutsideFunction: LayError {
        LayError(
            .syntaxError, "'return' outside a function", help: "exit(status) ends a script")
    }

    static var returnInDefer: LayError {
        LayError(
            .syntaxError, "'return' in 'defer'",
            help: "what is put off runs when the value or the error is known, and changes neither")
    }

    /// The word is `break` or `continue`.
    static func outsideLoop(_ word: String, isTrailingBlock: Bool) -> LayError {
        LayError(
            .syntaxError, "'\(word)' outside a loop",
            help: isTrailingBlock
                ? "a trailing block is a function: leave it with 'return'" : nil)
    }

    static func noLoop(_ label: String) -> LayError {
        LayError(.syntaxError, "no loop around has the label '\(label)'")
    }

    static var bindingAlternatives: LayError {
        LayError(
            .syntaxError, "alternatives cannot bind names",
            help: "'_' takes any value without a name")
    }

    static var innerRecord: LayError {
        LayError(.syntaxError, "a record is declared at the top level")
    }

    static var namelessField: LayError { LayError(.syntaxError, "a field needs a name") }

    static var innerImport: LayError {
        LayError(.syntaxError, "an import stands at the top level of a file")
    }

    /// A whole `let` is set, or something inside its value.
    static func unchanging(_ name: String, _ variable: Variable, isWhole: Bool) -> LayError {
        let kind = variable.isLet ? "a let" : variable.role
        return LayError(
            .immutableError,
            isWhole
                ? "'\(name)' is \(kind) and never changes"
                : "'\(name)' is \(kind): its value never changes",
            help: name == "self"
                ? "declare the method with 'fn mut' to change self"
                : variable.isLet
                    ? "declare it with 'var \(name)' to change it"
                    : "copy it into a variable: var \(name)_ = \(name)")
    }

    /// A file is set like an element.
    static func assignedFile(_ path: String, of name: String) -> LayError {
        LayError(
            .typeError, "a file is written, not assigned, and '\(name)' never changes",
            help: "write \(name).write(\"\(path)\", …), which gives another tree or image and "
                + "changes a container; for a map declare var \(name)")
    }

    static var sharedSelf: LayError {
        LayError(
            .typeError, "an inner function cannot share the changing self of a 'fn mut'",
            help: "copy what it needs into a let")
    }

    static var tooManyValues: LayError {
        LayError(
            .syntaxError, "this is too large: it needs more than 240 values at once",
            help: "give names to its parts")
    }

    /// What is put off stands in the code more than once, twice as often for each block around it.
    static var deferInDefer: LayError {
        LayError(
            .syntaxError, "the blocks of 'defer' inside each other make too much code",
            help: "put what they do into functions")
    }

    static func importCycle(_ names: [String]) -> LayError {
        LayError(
            .nameError, "the modules import each other: \(names.joined(separator: " → "))",
            help: "move what both need into a third module")
    }
}

/// What is odd in a program and lets it run.
extension LayError {
    static func hides(_ name: String, ofLine line: Int) -> LayError {
        LayError(
            .syntaxError, "'\(name)' hides the one of line \(line)",
            help: "choose another name for one of them")
    }

    static func unusedName(_ name: String) -> LayError {
        LayError(
            .syntaxError, "'\(name)' is never used", help: "leave it out, or call it _\(name)")
    }

    static func unreadName(_ name: String) -> LayError {
        LayError(
            .syntaxError, "'\(name)' is given values that nobody reads",
            help: "leave it out, or call it _\(name)")
    }

    static func hidesBuiltin(_ name: String) -> LayError {
        LayError(
            .syntaxError, "'\(name)' hides what the language calls so",
            help: "choose another name, such as \(name)_")
    }

    static func unusedImport(_ name: String) -> LayError {
        LayError(.syntaxError, "'\(name)' is imported and never used", help: "leave it out")
    }

    static var neverReached: LayError {
        LayError(
            .syntaxError, "this is never reached: what comes before leaves nothing for it",
            help: "put it first, or leave it out")
    }

    static func sameKey(_ key: String) -> LayError {
        LayError(
            .syntaxError, "the key \(key) stands here twice, and the last one counts",
            help: "leave one of them out")
    }

    static func sameTest(_ name: String) -> LayError {
        LayError(
            .syntaxError, "another test is called \(name)", help: "give each test its own name")
    }

    static var neverRuns: LayError { LayError(.syntaxError, "this can never run") }

    static var unusedValue: LayError {
        LayError(
            .syntaxError, "this value is not used",
            help: "a line that starts with '(', '[' or '-' is a statement of its own")
    }
}

extension LayError {
    /// A call whose result nobody takes, and that does nothing else.
    /// Some of the values that may be there have no such member.
    static func noMemberOfSome(_ name: String, _ types: String, isNil: Bool) -> LayError {
        LayError(
            .typeError, "the value may be \(types), which has no '\(name)'",
            help: isNil ? "ask first: x?.\(name), x ?? …, or if x != nil { … }" : "ask with 'is'")
    }

    /// What `type` gives is a text.
    static func comparedTypeName(_ name: String) -> LayError {
        LayError(
            .typeError, "type() gives a text, which is never equal to a type",
            help: "write x is \(name)")
    }

    static func lostResult(of name: String, type: String, givesAnother: Bool) -> LayError {
        LayError(
            .syntaxError, "what '\(name)' gives is lost",
            help: givesAnother
                ? "it gives another \(type) and changes none: x = x.\(name)(…) takes it"
                : "let x = ….\(name)(…) takes it")
    }
}

extension Diagnostic {
    /// What is wrong, at its place.
    init(_ error: LayError, at span: Span, in source: SourceText) {
        self.init(error.kind, error.message, at: span, in: source, help: error.help)
    }
}
