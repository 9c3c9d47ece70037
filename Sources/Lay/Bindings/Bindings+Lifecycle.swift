internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

extension Bindings {
    /// From start to removal.
    func installLifecycle(_ containers: TypeTable<ContainerHandle>) {
        let box = Self.runningBox
        let timeout = [
            Parameter(
                "timeout", "seconds until it is killed; its stop_timeout, or 10, if left out")
        ]
        containers.method(
            "start", "Starts it: runs its program to the end, or leaves it running when it stays.",
            example: """
                let c = toolbox.create(command: "echo up; exit 3")
                c.start().status  # => 3
                """
        ) { bindings, handle in
            try bindings.containers.start(handle.id)
            return handle
        }
        containers.method(
            "stop", "Sends its stop signal, and KILL when it has not ended in time.", timeout,
            example: box + "c.stop().state  # => \"exited\""
        ) { (bindings, handle, timeout: Int?) in
            try bindings.containers.stop(handle.id, timeout: timeout)
            return handle
        }
        containers.method(
            "restart", "Stops it and starts it again.", timeout,
            example: box + "c.restart().state  # => \"running\""
        ) { (bindings, handle, timeout: Int?) in
            try bindings.containers.restart(handle.id, timeout: timeout)
            return handle
        }
        containers.method(
            "kill", "Sends it a signal; KILL ends any program.",
            [Parameter("signal", "its name or number", default: "\"KILL\"")],
            example: box + "c.kill().status  # => 137"
        ) { (bindings, handle, signal: SignalArgument?) in
            try bindings.containers.kill(handle.id, signal?.signal ?? .kill)
            return handle
        }
        containers.method(
            "pause", "Pauses it: its program does nothing until it is unpaused.",
            example: box + "c.pause().state  # => \"paused\""
        ) { bindings, handle in
            try bindings.containers.pause(handle.id)
            return handle
        }
        containers.method(
            "unpause", "Lets it go on after a pause.",
            example: box + "c.pause().unpause().state  # => \"running\""
        ) { bindings, handle in
            try bindings.containers.unpause(handle.id)
            return handle
        }
        containers.method(
            "rename", "Gives it another name.", [Parameter("name", "unique in the world")],
            example: box + "c.rename(\"db\").name  # => \"db\""
        ) { (bindings, handle, name: String) in
            try bindings.world.rename(try bindings.world.container(handle.id), to: name)
            return handle
        }
        containers.action(
            "remove", "Removes it with its writable layer.",
            [
                Parameter("force", "also one that runs"),
                Parameter("volumes", "also its anonymous volumes that nobody else uses"),
            ],
            example: box + """
                c.remove(force: true)
                world.containers.length  # => 0
                """
        ) { (bindings, handle, force: Flag, volumes: Flag) in
            try bindings.containers.remove(
                handle.id, force: force.isSet, volumes: volumes.isSet)
        }
        containers.method(
            "wait",
            "Lets time pass until its program has ended by itself and gives the status; throws InvalidState for one that never does.",
            example: """
                let c = toolbox.start(command: ["sleep", "60"])
                c.wait()  # => 0
                """
        ) { bindings, handle in try bindings.containers.wait(handle.id) }
        containers.method(
            "logs", "What its program wrote so far, to both outputs.",
            example: "toolbox.start(command: \"echo up\").logs()  # => \"up\\n\""
        ) { bindings, handle in
            String(decoding: try bindings.world.container(handle.id).life.log, as: UTF8.self)
        }
    }

    /// Images and other versions of a container.
    func installCommits(_ containers: TypeTable<ContainerHandle>) {
        let changed = Self.runningBox + "c.write(\"/f\", \"1\")\n"
        containers.method(
            "commit",
            "An image of it, without a tag: its image, its writable layer and its settings.",
            [
                Parameter("message", "the comment of the history entry"),
                Parameter("author", "who made it"),
            ],
            example: changed + "c.commit(message: \"with f\")[\"/f\"].text  # => \"1\""
        ) { (bindings, handle, message: String?, author: String?) in
            let image = try bindings.world.commit(
                try bindings.world.container(handle.id), message: message, author: author)
            return bindings.keep(image)
        }
        containers.method(
            "fork",
            "Another container, created and not started, with the same settings and files.",
            [Parameter("name", "its name; made up if left out")],
            example: changed + "c.fork(name: \"twin\")[\"/f\"].text  # => \"1\""
        ) { (bindings, handle, name: String?) in
            ContainerHandle(
                id: try bindings.world.fork(
                    try bindings.world.container(handle.id), name: name
                ).id)
        }
        containers.method(
            "checkpoint", "Its files as they are now, without mounts, for restore.",
            example: changed + """
                let point = c.checkpoint()
                point["/f"].text  # => "1"
                """
        ) { bindings, handle in try bindings.world.container(handle.id).tree }
        containers.method(
            "restore", "Puts its files back to a checkpoint.",
            [Parameter("point", "from checkpoint()")],
            example: changed + """
                let point = c.checkpoint()
                c.write("/f", "2")
                c.restore(point)["/f"].text  # => "1"
                """
        ) { (bindings, handle, point: FileTree) in
            try bindings.world.update(try bindings.world.container(handle.id).id) {
                $0.tree = point
            }
            return handle
        }
    }
}
