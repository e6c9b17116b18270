-- wrk: a path at random from the file named by CHANCERY_PATHS, each thread its own order.
local paths = {}
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init()
    for line in io.lines(os.getenv("CHANCERY_PATHS")) do
        paths[#paths + 1] = line
    end
    math.randomseed(number * 7919)
end

function request()
    return wrk.format("GET", paths[math.random(#paths)])
end
