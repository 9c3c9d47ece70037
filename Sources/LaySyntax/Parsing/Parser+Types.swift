extension Parser {
    /// `int | nil`, `list[string]`, `map[string, int]`, `fn(int) -> bool`, `m.Point`.
    mutating func typeName() throws(Failure) -> TypeName {
        try nested { parser throws(Failure) in
            var parts: [TypeName.Part] = []
            repeat { parts.append(try parser.typePart()) } while parser.take(.bar)
            return TypeName(parts)
        }
    }

    private mutating func typePart() throws(Failure) -> TypeName.Part {
        let span = current.span
        if take(.nil) { return TypeName.Part("nil", at: span) }
        if take(.fn) {
            if current.newlineBefore || !take(.leftParen) { return TypeName.Part("fn", at: span) }
            let parameters = try typeNames(until: .rightParen)
            let result = take(.arrow) ? try typeName() : nil
            return TypeName.Part("fn", arguments: parameters, result: result, at: span)
        }
        var (name, _) = try name("as a type")
        var module: String?
        if at(.dot), !current.newlineBefore {
            advance()
            module = name
            name = try self.name("after the module").0
        }
        guard at(.leftBracket), !current.newlineBefore else {
            return TypeName.Part(name, module: module, at: span)
        }
        let place = current.span
        advance()
        let arguments = try typeNames(until: .rightBracket)
        let wanted = name == "list" ? 1 : name == "map" ? 2 : 0
        if module != nil || wanted == 0 {
            throw report(.noTypeArguments(name), at: place)
        }
        if arguments.count != wanted {
            throw report(.otherTypeArguments(of: name, arguments.count), at: place)
        }
        return TypeName.Part(name, arguments: arguments, at: span)
    }

    private mutating func typeNames(until end: Punctuation) throws(Failure) -> [TypeName] {
        try bracketed(newlineEnds: false) { parser throws(Failure) in
            var result: [TypeName] = []
            while !parser.take(end) {
                result.append(try parser.typeName())
                if !parser.at(end) { try parser.expect(.comma, "between types") }
            }
            return result
        }
    }
}
