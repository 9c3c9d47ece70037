/// What is wrong with the order of tokens.
extension SyntaxFault {
    static func unclosed(_ bracket: Character) -> SyntaxFault {
        SyntaxFault("this '\(bracket)' is never closed")
    }

    static func unexpected(_ token: Token, _ context: String, wanted: String?) -> SyntaxFault {
        SyntaxFault(
            wanted.map { "expected \($0) \(context), found \(token.described)" }
                ?? "unexpected \(token.described) \(context)",
            help: context.hasSuffix("should begin")
                ? OtherLanguages.help(forBeginning: token) ?? OtherLanguages.help(forMark: token)
                : OtherLanguages.help(forMark: token, wanted: wanted))
    }

    /// `let mut x = 1`
    static var mutableLet: SyntaxFault {
        SyntaxFault("'let' declares what never changes", help: "write var x = …")
    }

    /// `let x := 1`
    static var walrus: SyntaxFault {
        SyntaxFault("expected a type behind ':', found '='", help: "write let x = …")
    }

    /// `let a, b = xs`
    static var severalNames: SyntaxFault {
        SyntaxFault(
            "expected '=' after the name, found ','",
            help: "take a list apart with brackets: let [a, b] = xs")
    }

    static func deepCode(over most: Int) -> SyntaxFault {
        SyntaxFault(deepCode.message, help: "at most \(most) levels are read")
    }

    /// The stack ends before the brackets do.
    static var deepCode: SyntaxFault {
        SyntaxFault(
            "the code is nested too deeply",
            help: "the stack of this thread has no room for more levels")
    }

    /// A word of the language stands where a name has to.
    static func keyword(_ word: String, _ context: String) -> SyntaxFault {
        SyntaxFault(
            "'\(word)' is a word of the language and cannot be a name \(context)",
            help: "choose another name")
    }
}

extension SyntaxFault {
    static var restNotLast: SyntaxFault {
        SyntaxFault("a rest parameter takes all further arguments", help: "put it last")
    }
}

/// What is wrong with a type.
extension SyntaxFault {
    static func noTypeArguments(_ name: String) -> SyntaxFault {
        SyntaxFault(
            "'\(name)' takes no types in brackets", help: "list[T], map[K, V] and fn(T) -> R do")
    }

    static func otherTypeArguments(of name: String, _ count: Int) -> SyntaxFault {
        SyntaxFault(
            "'\(name)' does not take \(count) types",
            help: name == "list" ? "one, as in list[int]" : "two, as in map[string, int]")
    }
}

/// What is wrong with a statement.
extension SyntaxFault {
    static var strayBlock: SyntaxFault {
        SyntaxFault(
            "a block cannot follow here", help: "to pass a map, write it in parentheses: f({a: 1})")
    }

    static var notAssignable: SyntaxFault { SyntaxFault("this cannot be assigned to") }

    /// What stands before the `=` can be read, and is no target.
    static var noTarget: SyntaxFault {
        SyntaxFault(
            notAssignable.message, help: "a target is a variable, a field or an element of one")
    }

    static func otherCount(of targets: Int, and values: Int) -> SyntaxFault {
        SyntaxFault(
            "\(targets) targets but \(values) values",
            help: values == 1 ? "to take a list apart, write let [a, b] = xs" : nil)
    }

    static func noModuleName(_ stem: String) -> SyntaxFault {
        SyntaxFault("'\(stem)' is no name for a module", help: "add: as NAME")
    }

    static var interpolatedPath: SyntaxFault {
        SyntaxFault("this string cannot hold an interpolation")
    }
}

/// What is wrong with a parameter or an argument.
extension SyntaxFault {
    static var restDotsBefore: SyntaxFault {
        SyntaxFault("a rest parameter is written with the dots behind it", help: "parts...")
    }

    static var blockForMap: SyntaxFault {
        SyntaxFault("this is a block, not a map", help: strayBlock.help)
    }

    static func labelTwice(_ label: String) -> SyntaxFault {
        SyntaxFault("the argument '\(label)' is given twice")
    }

    static func positional(behind label: String) -> SyntaxFault {
        SyntaxFault(
            "a positional argument cannot follow '\(label):'",
            help: "put it before the named arguments or name it too")
    }
}

/// What is wrong with an expression.
extension SyntaxFault {
    static var chainedComparison: SyntaxFault {
        SyntaxFault("comparisons do not chain", help: "join them with 'and': a < b and b < c")
    }

    static var rangeWithoutEnd: SyntaxFault {
        SyntaxFault("'..<' needs an upper bound", help: "an open range is written a...")
    }

    static func noKey(_ token: Token) -> SyntaxFault {
        SyntaxFault(
            "a key is a name, a string or [expression], found \(token.described)",
            help: "computed keys stand in brackets: {[1]: \"one\"}")
    }

    static var attemptOfBlock: SyntaxFault {
        SyntaxFault(
            "'try?' takes an expression", help: "for a block write: try { … } catch { nil }")
    }

    static var tryWithoutCatch: SyntaxFault {
        SyntaxFault("'try' needs a 'catch'", help: "add: catch e { … }")
    }
}

/// What is wrong with a pattern.
extension SyntaxFault {
    static var minusInPattern: SyntaxFault { SyntaxFault("'-' needs a number in a pattern") }

    static var interpolatedPattern: SyntaxFault {
        SyntaxFault(
            "a pattern cannot hold an interpolation", help: "compare in a guard: x if x == …")
    }

    static var severalRests: SyntaxFault { SyntaxFault("a list pattern takes one '...'") }

    static func keywordInPattern(_ key: String) -> SyntaxFault {
        SyntaxFault(
            "'\(key)' is a word of the language and cannot be a name",
            help: "bind it: {\(key): name}")
    }
}
