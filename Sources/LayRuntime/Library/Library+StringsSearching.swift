extension VM {
    func installStringSearches(_ string: TypeInfo) {
        method(
            string, "starts_with", "True when it begins with a text.",
            [MemberParameter("prefix", "string | regex", "what is looked for")], gives: "bool",
            example: #""hello".starts_with("he")  # => true"#
        ) { call in
            if let result = try call.patternResult("starts_with") { return result }
            return .bool(Self.starts(call[0].buffer, with: try call.text(1)))
        }
        method(
            string, "ends_with", "True when it ends with a text.",
            [MemberParameter("suffix", "string", "what is looked for")], gives: "bool",
            example: #""hello".ends_with("lo")  # => true"#
        ) { call in
            .bool(Self.ends(call[0].buffer, with: try call.text(1)))
        }
        method(
            string, "contains", "True when a text occurs in it.",
            [MemberParameter("part", "string | regex", "what is looked for")], gives: "bool",
            example: #""hello".contains("ell")  # => true"#
        ) { call in
            if let result = try call.patternResult("contains") { return result }
            return .bool(call.vm.offset(of: try call.text(1), in: call[0].buffer, from: 0) != nil)
        }
        method(
            string, "find", "Where a text first occurs, or nil when it does not.",
            [
                MemberParameter("part", "string | regex", "what is looked for"),
                .optional(
                    "from", "int", "where the search begins, counted from the end when negative",
                    default: "0"),
            ], gives: "int | nil",
            example: """
                "banana".find("an", 2)  # => 3
                "banana".find("x")  # => nil
                """
        ) { call in
            if let result = try call.patternResult("find") { return result }
            let text = call[0].buffer
            let part = try call.text(1)
            var start = 0
            if call.has(2) {
                let from = try call.int(2)
                guard let offset = call.vm.offset(ofScalar: from, in: call[0]) else { return .nil }
                start = offset
            }
            guard let offset = call.vm.offset(of: part, in: text, from: start) else { return .nil }
            return .int(call.vm.scalars(in: call[0], before: offset))
        }
        method(
            string, "find_last", "Where a text last occurs, or nil when it does not.",
            [MemberParameter("part", "string", "what is looked for")], gives: "int | nil",
            example: #""banana".find_last("an")  # => 3"#
        ) { call in
            let text = call[0].buffer
            let part = try call.text(1)
            try call.vm.reserve(text.count &+ part.count)
            try call.vm.work(bytes: text.count)
            // The first one in the reversed text, where it can be found in linear time.
            let (back, wanted) = (Array(text.reversed()), Array(part.reversed()))
            let found = back.withUnsafeBytes { back in
                wanted.withUnsafeBytes { call.vm.offset(of: $0, in: back, from: 0) }
            }
            guard let found else { return .nil }
            return .int(call.vm.scalars(in: call[0], before: text.count - found - part.count))
        }
        method(
            string, "count", "How often a text occurs, without overlaps.",
            [MemberParameter("part", "string | regex", "what is looked for")], gives: "int",
            example: #""banana".count("an")  # => 2"#
        ) { call in
            if let result = try call.patternResult("count") { return result }
            let part = try call.text(1)
            if part.isEmpty { throw LayError.emptyPart }
            var (count, start) = (0, 0)
            while let offset = call.vm.offset(of: part, in: call[0].buffer, from: start) {
                try call.vm.work(bytes: offset - start)
                count += 1
                start = offset + part.count
            }
            return .int(count)
        }
    }
}
