from config.migration_env import run

run("casework")
